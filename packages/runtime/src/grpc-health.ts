import { type Server, ServerInterceptingCall, type ServerInterceptor } from '@grpc/grpc-js'
import { HealthImplementation } from 'grpc-health-check'
import { authenticate, type Callers, type Proof } from './callers'
import { toStatus } from './status-details'

const PATH = '/grpc.health.v1.Health/'

/** The standard health protocol on a server; `setServing(false)` while it drains. */
export function addHealth(server: Server): { setServing(serving: boolean): void } {
  const health = new HealthImplementation({ '': 'SERVING' })
  health.addToServer(server)
  return { setServing: (serving) => health.setStatus('', serving ? 'SERVING' : 'NOT_SERVING') }
}

/** Health calls ask for a named caller like every other method; any name of the table may ask. */
export const healthCallers =
  (proof: Proof, names: readonly string[]): ServerInterceptor =>
  ({ path }, call) => {
    if (!path.startsWith(PATH)) return new ServerInterceptingCall(call)
    const everyone: Callers = Object.fromEntries(names.map((name) => [name, '*']))
    return new ServerInterceptingCall(call, {
      start: (next) =>
        next({
          onReceiveMetadata(metadata, proceed) {
            try {
              authenticate({ metadata, getAuthContext: () => call.getAuthContext() }, path, proof, everyone)
              proceed(metadata)
            } catch (failure) {
              call.sendStatus(toStatus(failure))
            }
          },
        }),
    })
  }
