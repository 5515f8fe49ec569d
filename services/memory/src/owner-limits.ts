/**
 * Bounds for what one owner has in the files and collections that all owners share. What is over a bound makes room at the cost
 * of that owner alone: the oldest entries go first.
 */
export interface OwnerLimits {
  /** Kept answers of idempotent requests. The record of a request whose answer went stays, and so do the ids it makes. */
  answerBytes: number
  /** Records of idempotent requests, running ones included. */
  requests: number
}

export const OWNER_LIMITS: OwnerLimits = {
  answerBytes: 32 * 1_048_576,
  requests: 10_000,
}
