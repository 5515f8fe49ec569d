import { collectDefaultMetrics, Gauge, Registry } from 'prom-client'
import { version } from '../../../package.json'

/** The metrics of one process; a service adds its own to the registry. No label ever holds a user, a session or a text. */
export function createMetrics(service: string): { registry: Registry } {
  const registry = new Registry()
  registry.setDefaultLabels({ service })
  collectDefaultMetrics({ register: registry })
  new Gauge({
    name: 'collabry_build_info',
    help: 'Always 1; the labels name the version of the product and of Bun',
    labelNames: ['version', 'bun'],
    registers: [registry],
  }).set({ version, bun: Bun.version }, 1)
  return { registry }
}
