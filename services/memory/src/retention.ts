/** How long things are kept. */
export interface Retention {
  /** A session without activity for this long goes; 0: never. */
  sessionMs: number
  /** Log of a stream, unless its request says so. */
  streamSeconds: number
  /** Answer to an idempotent request. */
  idempotencyMs: number
}

const hourMs = 3_600_000

export const retentionOf = (config: { sessionDays: number; streamLogSeconds: number; idempotencyHours: number }): Retention => ({
  sessionMs: config.sessionDays * 24 * hourMs,
  streamSeconds: config.streamLogSeconds,
  idempotencyMs: config.idempotencyHours * hourMs,
})
