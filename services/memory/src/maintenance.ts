import type { Retention } from './retention'
import type { Stores } from './stores'
import { settleLostStreams } from './streams/recover'
import type { Chore } from './sweeper'

/** How often lost producers are looked for: their followers and their messages wait for it. */
const lostEveryMs = 1_000
const expiredEveryMs = 60_000
const oldEveryMs = 600_000

interface Parts {
  stores: Stores
  leaseMs: number
  retention: Retention
}

/** What every replica does beside its calls; two that do the same at once do no harm. */
export function chores({ stores, leaseMs, retention: { sessionMs, messageMs } }: Parts): Chore[] {
  const { memory, streams, requests, accounts, erasures, now } = stores
  const always: Chore[] = [
    { name: 'abandoned turns', everyMs: leaseMs, run: () => memory.settle() },
    { name: 'lost streams', everyMs: lostEveryMs, run: () => settleLostStreams(streams, memory) },
    { name: 'expired streams', everyMs: expiredEveryMs, run: () => streams.sweepStreams() },
    { name: 'expired requests', everyMs: expiredEveryMs, run: () => requests.sweepRequests() },
    { name: 'expired tokens', everyMs: expiredEveryMs, run: () => accounts.sweepTokens() },
    { name: 'old records of erasures', everyMs: oldEveryMs, run: () => erasures.sweepErasures() },
  ]
  // Without activity for as long as messages live, it has none left.
  const idleMs = Math.min(...[sessionMs, messageMs].filter((ageMs) => ageMs > 0))
  const sessions = { name: 'old sessions', everyMs: oldEveryMs, run: () => memory.expireSessions(now() - idleMs) }
  const messages = { name: 'old messages', everyMs: oldEveryMs, run: () => memory.expireMessages(now() - messageMs) }
  return [...always, ...(Number.isFinite(idleMs) ? [sessions] : []), ...(messageMs > 0 ? [messages] : [])]
}
