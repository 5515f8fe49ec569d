import type { Server, UntypedServiceImplementation } from '@grpc/grpc-js'
import { HealthImplementation } from 'grpc-health-check'
import { authenticate, type Callers, type Calling, type Proof } from './callers'
import { toStatus } from './status-details'

interface HealthCallers {
  proof: Proof
  /** Any of them may ask. */
  names: readonly string[]
}

/**
 * The standard health protocol on a server, for named callers like every other method; `setServing(false)` while it drains.
 * NOTE: not by an interceptor of the server, which every message of every call would pass.
 */
export function addHealth(server: Server, callers: HealthCallers): { setServing(serving: boolean): void } {
  const health = new HealthImplementation({ '': 'SERVING' })
  const addService: Server['addService'] = (service, methods) => server.addService(service, forCallers(callers, methods))
  health.addToServer({ addService } as Server)
  return { setServing: (serving) => health.setStatus('', serving ? 'SERVING' : 'NOT_SERVING') }
}

interface HealthCall extends Calling {
  getPath(): string
  emit(event: 'error', status: ReturnType<typeof toStatus>): unknown
}

/** The same methods, each for the named callers alone. */
function forCallers({ proof, names }: HealthCallers, methods: UntypedServiceImplementation): UntypedServiceImplementation {
  const everyone: Callers = Object.fromEntries(names.map((name) => [name, '*']))
  const guarded =
    (method: (call: HealthCall, reply?: (failure: unknown) => void) => unknown) =>
    (call: HealthCall, reply?: (failure: unknown) => void) => {
      try {
        authenticate(call, call.getPath(), proof, everyone)
      } catch (failure) {
        return reply ? reply(toStatus(failure)) : call.emit('error', toStatus(failure))
      }
      return method(call, reply)
    }
  return Object.fromEntries(
    Object.entries(methods).map(([name, method]) => [name, guarded(method as never)]),
  ) as unknown as UntypedServiceImplementation
}
