import type { Log } from '@collabry/runtime/log'
import { periodic } from '@collabry/runtime/periodic'
import type { TurnStore } from './sessions/store'
import type { Stores } from './stores'
import type { StreamMaintenance } from './streams/store'

/** The followers and the message of a lost producer wait for this check. */
const LOST_EVERY_MS = 1_000
const EXPIRED_EVERY_MS = 60_000
const OLD_EVERY_MS = 600_000

interface Parts {
  stores: Stores
  leaseMs: number
  retention: Retention
}

/** Work that is repeated. It returns how much it found to do. */
interface MaintenanceTask {
  name: string
  everyMs: number
  run: () => Promise<number>
}

/** The background work of every replica. Two replicas that do the same at the same time do no harm. */
export function maintenanceTasks({ stores, leaseMs, retention: { sessionMs, messageMs } }: Parts): MaintenanceTask[] {
  const { conversations, streams, idempotency, tokens, keys, usage, erasures, now } = stores
  const always: MaintenanceTask[] = [
    { name: 'abandoned turns', everyMs: leaseMs, run: () => conversations.markAbandoned() },
    { name: 'lost streams', everyMs: LOST_EVERY_MS, run: () => recoverLostStreams(streams, conversations) },
    { name: 'expired streams', everyMs: EXPIRED_EVERY_MS, run: () => streams.sweepStreams() },
    { name: 'expired requests', everyMs: EXPIRED_EVERY_MS, run: () => idempotency.sweepRequests() },
    { name: 'expired tokens', everyMs: EXPIRED_EVERY_MS, run: () => tokens.sweepTokens() },
    { name: 'expired API keys', everyMs: EXPIRED_EVERY_MS, run: () => keys.sweepKeys() },
    { name: 'last days of erased users', everyMs: OLD_EVERY_MS, run: () => usage.sweepUsage() },
    { name: 'old records of erasures', everyMs: OLD_EVERY_MS, run: () => erasures.sweepErasures() },
  ]
  // A session without activity for the lifetime of messages has no messages left.
  const idleMs = Math.min(...[sessionMs, messageMs].filter((ageMs) => ageMs > 0))
  const sessions = { name: 'old sessions', everyMs: OLD_EVERY_MS, run: () => conversations.expireSessions(now() - idleMs) }
  const messages = { name: 'old messages', everyMs: OLD_EVERY_MS, run: () => conversations.expireMessages(now() - messageMs) }
  return [...always, ...(Number.isFinite(idleMs) ? [sessions] : []), ...(messageMs > 0 ? [messages] : [])]
}

/** Repeats each task, one run of it at a time. */
export function startMaintenance(tasks: MaintenanceTask[], log: Log): AsyncDisposable {
  const started = tasks.map(({ name, everyMs, run }) => {
    const work = async () => {
      const count = await run()
      if (count > 0) log.info({ work: name, count }, 'maintenance done')
    }
    return periodic({ name, everyMs, work, log })
  })
  return {
    async [Symbol.asyncDispose]() {
      await Promise.all(started.map((task) => task[Symbol.asyncDispose]()))
    },
  }
}

/** Lifetimes of stored data. */
export interface Retention {
  /** A session without activity for this long is deleted; 0: never. */
  sessionMs: number
  /** A turn is deleted after this time; 0: never. */
  messageMs: number
  /** Lifetime of a stream's log, unless the request names another. */
  streamSeconds: number
  /** Lifetime of the answer to an idempotent request. */
  idempotencyMs: number
}

const HOUR_MS = 3_600_000

export const retentionOf = (
  config: Record<'sessionDays' | 'messageDays' | 'streamLogSeconds' | 'idempotencyHours', number>,
): Retention => ({
  messageMs: config.messageDays * 24 * HOUR_MS,
  sessionMs: config.sessionDays * 24 * HOUR_MS,
  streamSeconds: config.streamLogSeconds,
  idempotencyMs: config.idempotencyHours * HOUR_MS,
})

/** Ends logs of lost producers and copies them into their messages, so that history has everything that was sent. */
export async function recoverLostStreams(streams: StreamMaintenance, turns: Pick<TurnStore, 'recover'>): Promise<number> {
  let recovered = 0
  for (;;) {
    const lost = await streams.closeLost()
    for (const stream of lost) {
      const { owner, sessionId, messageId, text, sourcesJson } = stream
      if (messageId !== '') await turns.recover(owner, { sessionId, messageId }, { text, sourcesJson })
      await streams.markRecovered(stream)
    }
    if (lost.length === 0) return recovered
    recovered += lost.length
  }
}
