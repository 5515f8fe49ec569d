import { Gauge, type Registry } from 'prom-client'
import { Distribution } from '../metrics'

const buckets = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 120]

export interface ServerCalls {
  started(): void
  /** `code`: ok, or the code of the error. */
  ended(method: string, caller: string, code: string, seconds: number): void
}

/** The calls that a server takes. */
export function serverCalls(registry: Registry): ServerCalls {
  const running = new Gauge({ name: 'collabry_grpc_server_running', help: 'Calls being served now', registers: [registry] })
  const seconds = new Distribution({
    name: 'collabry_grpc_server_seconds',
    help: 'Time of a call until its last reply, by method, calling service and code',
    labelNames: ['method', 'caller', 'code'],
    buckets,
    registers: [registry],
  })
  return {
    started: () => running.inc(),
    ended(method, caller, code, took) {
      running.dec()
      seconds.observe({ method, caller, code }, took)
    },
  }
}

export interface ClientCalls {
  ended(method: string, code: string, seconds: number): void
  /** Reports whether the channel has a connection; without one, calls fail at once. */
  channel(service: string, isUp: () => boolean): void
}

/** The calls that a process makes. */
export function clientCalls(registry: Registry): ClientCalls {
  const seconds = new Distribution({
    name: 'collabry_grpc_client_seconds',
    help: 'Time of a call until its end, by method (service/method) and gRPC status',
    labelNames: ['method', 'code'],
    buckets,
    registers: [registry],
  })
  const channels = new Map<string, () => boolean>()
  new Gauge({
    name: 'collabry_grpc_client_channel_up',
    help: '0: no replica of the service can be reached, calls fail at once; 1: otherwise',
    labelNames: ['to'],
    registers: [registry],
    collect() {
      for (const [to, isUp] of channels) this.set({ to }, isUp() ? 1 : 0)
    },
  })
  return {
    ended: (method, code, took) => seconds.observe({ method, code }, took),
    channel: (service, isUp) => void channels.set(service, isUp),
  }
}
