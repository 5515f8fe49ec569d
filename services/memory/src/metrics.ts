import { instrumented, storeSeconds } from '@collabry/runtime/instrumented'
import { storeGauges } from '@collabry/runtime/store-gauges'
import type { Registry } from 'prom-client'
import { activeSessions } from './active-sessions'
import type { Stores } from './stores'

/** The same stores, with the time of each operation, the open turns and the sessions of users in the registry. */
export function instrumentedStores(stores: Stores, registry: Registry): Stores {
  const seconds = storeSeconds('memory', registry)
  const { conversations } = stores
  storeGauges({
    registry,
    gauges: { openTurns: { name: 'collabry_memory_open_turns', help: 'Turns that are being written' } },
    read: async () => ({ openTurns: await conversations.openTurns() }),
  })
  const active = activeSessions(registry, stores.now)
  const begin: typeof conversations.begin = async (userId, turn) => {
    const begun = await conversations.begin(userId, turn)
    active.touch(userId, begun.sessionId)
    return begun
  }
  return {
    ...stores,
    conversations: instrumented('sessions', { ...conversations, begin }, seconds),
    streams: instrumented('streams', stores.streams, seconds),
    idempotency: instrumented('idempotency', stores.idempotency, seconds),
    tokens: instrumented('tokens', stores.tokens, seconds),
    usage: instrumented('usage', stores.usage, seconds),
    erasures: instrumented('erasures', stores.erasures, seconds),
    digests: instrumented('digests', stores.digests, seconds),
  }
}
