import { collectDefaultMetrics, Registry } from 'prom-client'

/** The metrics of one process; a service adds its own to the registry. No label ever holds a user, a session or a text. */
export function createMetrics(service: string): { registry: Registry } {
  const registry = new Registry()
  registry.setDefaultLabels({ service })
  collectDefaultMetrics({ register: registry })
  return { registry }
}
