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
