import type { Server, UntypedServiceImplementation } from '@grpc/grpc-js'
import { authenticate, type Callers, type Calling, type Proof } from './auth'
import { toStatus } from './status-details'

export interface NamedCallers {
  proof: Proof
  /** Any of them may ask. */
  names: readonly string[]
}

/**
 * A server as those see it who add a standard service to it: what they add is for named callers, like every other method.
 * NOTE: not by an interceptor of the server, which every message of every call would pass.
 */
export const namedOnly = (server: Server, callers: NamedCallers): Server =>
  ({ addService: (service, methods) => server.addService(service, forCallers(callers, methods)) }) as Server

interface StandardCall extends Calling {
  getPath(): string
  emit(event: 'error', status: ReturnType<typeof toStatus>): unknown
}

/** The same methods, each for the named callers alone. */
function forCallers({ proof, names }: NamedCallers, methods: UntypedServiceImplementation): UntypedServiceImplementation {
  const everyone: Callers = Object.fromEntries(names.map((name) => [name, '*']))
  const guarded =
    (method: (call: StandardCall, reply?: (failure: unknown) => void) => unknown) =>
    (call: StandardCall, reply?: (failure: unknown) => void) => {
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
