/** How long things are kept. */
export interface Retention {
  /** A session without activity for this long goes; 0: never. */
  sessionMs: number
  /** A turn goes after this long; 0: never. */
  messageMs: number
  /** Log of a stream, unless its request says so. */
  streamSeconds: number
  /** Answer to an idempotent request. */
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
