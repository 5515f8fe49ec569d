import { instrumented, storeSeconds } from '@collabry/runtime/instrumented'
import { storeGauges } from '@collabry/runtime/store-gauges'
import type { Registry } from 'prom-client'
import { activeSessions } from './active-sessions'
import type { Stores } from './stores'

/** The same stores, with the time of each operation, the open turns and the sessions of users in the registry. */
export function measured(stores: Stores, registry: Registry): Stores {
  const seconds = storeSeconds('memory', registry)
  const { memory } = stores
  storeGauges({
    registry,
    gauges: { openTurns: { name: 'collabry_memory_open_turns', help: 'Turns that are being written' } },
    read: async () => ({ openTurns: await memory.openTurns() }),
  })
  const active = activeSessions(registry, stores.now)
  const begin: typeof memory.begin = async (userId, turn) => {
    const begun = await memory.begin(userId, turn)
    active.touch(userId, begun.sessionId)
    return begun
  }
  return {
    ...stores,
    memory: instrumented('sessions', { ...memory, begin }, seconds),
    streams: instrumented('streams', stores.streams, seconds),
    requests: instrumented('idempotency', stores.requests, seconds),
    accounts: instrumented('accounts', stores.accounts, seconds),
    usage: instrumented('usage', stores.usage, seconds),
    erasures: instrumented('erasures', stores.erasures, seconds),
    digests: instrumented('digests', stores.digests, seconds),
  }
}
