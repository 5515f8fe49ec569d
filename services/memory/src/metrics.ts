import { instrumented, storeGauges, storeSeconds } from '@collabry/runtime/metrics'
import { Histogram, type Registry } from 'prom-client'
import type { Stores } from './stores'

/** The same stores, with metrics: the time of each operation, the open turns, and the active sessions of each user. */
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
    keys: instrumented('keys', stores.keys, seconds),
    usage: instrumented('usage', stores.usage, seconds),
    erasures: instrumented('erasures', stores.erasures, seconds),
    digests: instrumented('digests', stores.digests, seconds),
  }
}

/** A session is active for this long after a turn began in it. */
const ACTIVE_MS = 15 * 60_000
/** Maximum number of sessions that are counted. Beyond it, those without a turn for the longest time are dropped. */
const SESSIONS_MAX = 100_000

/** The distribution of active sessions per user. It is computed at each scrape and contains no names. */
function activeSessions(registry: Registry, now: () => number): { touch(userId: string, sessionId: string): void } {
  const sessions = new Map<string, { userId: string; atMs: number }>()
  new Histogram({
    name: 'collabry_memory_active_sessions_per_user',
    help: 'Users that began a turn here in the last 15 minutes, by how many sessions they did it in',
    buckets: [1, 2, 3, 5, 10, 20, 50],
    registers: [registry],
    collect() {
      this.reset()
      const users = new Map<string, number>()
      for (const [sessionId, { userId, atMs }] of sessions) {
        if (atMs < now() - ACTIVE_MS) sessions.delete(sessionId)
        else users.set(userId, (users.get(userId) ?? 0) + 1)
      }
      for (const count of users.values()) this.observe(count)
    },
  })
  return {
    touch(userId, sessionId) {
      sessions.delete(sessionId)
      sessions.set(sessionId, { userId, atMs: now() })
      const [oldest] = sessions.keys()
      if (sessions.size > SESSIONS_MAX && oldest !== undefined) sessions.delete(oldest)
    },
  }
}
