import { Distribution } from '@collabry/runtime/metrics'
import { Counter, Gauge, type Registry } from 'prom-client'

export interface HttpMetrics {
  /** A request was answered, or its stream has begun. */
  answered(method: string, route: string, status: number, seconds: number): void
  streamOpened(): void
  /** From the request to the first event that went out. */
  firstEvent(seconds: number): void
  streamEnded(outcome: string): void
}

/** Metrics of the use cases. */
export function studyMetrics(registry: Registry) {
  const leftOut = new Counter({
    name: 'collabry_gateway_passages_left_out_total',
    help: "Passages that were found for an answer and that the model's window had no room for",
    registers: [registry],
  })
  return { passagesLeftOut: (passages: number) => leftOut.inc(passages) }
}

const METHODS = new Set(['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'HEAD'])

/** Metrics of the public API. Labels are route patterns, never paths. */
export function httpMetrics(registry: Registry): HttpMetrics {
  const registers = [registry]
  const requests = new Distribution({
    name: 'collabry_gateway_request_seconds',
    help: 'Time until a request was answered, or its stream begun, by method, route and status',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 120],
    registers,
  })
  const first = new Distribution({
    name: 'collabry_gateway_first_event_seconds',
    help: 'From the request to the first event of its stream, search and prompt included',
    buckets: [0.01, 0.03, 0.1, 0.3, 1, 3, 10, 30, 120],
    registers,
  })
  const open = new Gauge({ name: 'collabry_gateway_streams_open', help: 'Streams that clients read now', registers })
  const streams = new Counter({
    name: 'collabry_gateway_streams_total',
    help: 'Streams by how they ended: done, error, cancelled (the client left), stalled (the client took nothing), refused (before the first event)',
    labelNames: ['outcome'],
    registers,
  })
  return {
    answered(method, route, status, seconds) {
      const known = METHODS.has(method) ? method : 'other'
      requests.observe({ method: known, route: route || 'none', status: String(status) }, seconds)
    },
    streamOpened: () => open.inc(),
    firstEvent: (seconds) => first.observe({}, seconds),
    streamEnded(outcome) {
      open.dec()
      streams.inc({ outcome })
    },
  }
}
