import type { Server } from '@grpc/grpc-js'
import { HealthImplementation } from 'grpc-health-check'
import { type NamedCallers, namedOnly } from './standard-services'

/** The standard health protocol on a server; `setServing(false)` while it drains. */
export function addHealth(server: Server, callers: NamedCallers): { setServing(serving: boolean): void } {
  const health = new HealthImplementation({ '': 'SERVING' })
  health.addToServer(namedOnly(server, callers))
  return { setServing: (serving) => health.setStatus('', serving ? 'SERVING' : 'NOT_SERVING') }
}
