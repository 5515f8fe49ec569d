import { observed, storeSeconds } from '@collabry/runtime/instrumented'
import { Gauge, type Registry } from 'prom-client'
import { activeSessions } from './active-sessions'
import type { Stores } from './stores'

/** The same stores, with the time of each operation, the open turns and the sessions of users in the registry. */
export function measured(stores: Stores, registry: Registry): Stores {
  const seconds = storeSeconds('memory', registry)
  const { memory } = stores
  new Gauge({
    name: 'memory_open_turns',
    help: 'Turns that are being written',
    registers: [registry],
    async collect() {
      this.set(await memory.openTurns())
    },
  })
  const active = activeSessions(registry, stores.now)
  const begin: typeof memory.begin = async (userId, turn) => {
    const begun = await memory.begin(userId, turn)
    active.touch(userId, begun.sessionId)
    return begun
  }
  return {
    ...stores,
    memory: observed('sessions', { ...memory, begin }, seconds),
    streams: observed('streams', stores.streams, seconds),
    requests: observed('idempotency', stores.requests, seconds),
    accounts: observed('accounts', stores.accounts, seconds),
    usage: observed('usage', stores.usage, seconds),
    erasures: observed('erasures', stores.erasures, seconds),
    digests: observed('digests', stores.digests, seconds),
  }
}
