import { collectDefaultMetrics, Gauge, Registry } from 'prom-client'
import { version } from '../../../package.json'

/** The metrics of one process; a service adds its own to the registry. No label ever holds a user, a session or a text. */
export function createMetrics(service: string, role = ''): { registry: Registry } {
  const registry = new Registry()
  registry.setDefaultLabels({ service })
  collectDefaultMetrics({ register: registry })
  new Gauge({
    name: 'collabry_build_info',
    help: 'Always 1; the labels name the version of the product and of Bun, and the role of a process of rag',
    labelNames: ['version', 'bun', 'role'],
    registers: [registry],
  }).set({ version, bun: Bun.version, role }, 1)
  return { registry }
}
