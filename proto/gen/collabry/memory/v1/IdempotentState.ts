// Original file: collabry/memory/v1/idempotency.proto

/**
 * How beginning a request went.
 */
export const IdempotentState = {
  /**
   * Never sent.
   */
  IDEMPOTENT_STATE_UNSPECIFIED: 'IDEMPOTENT_STATE_UNSPECIFIED',
  /**
   * Do the work.
   */
  IDEMPOTENT_STATE_FRESH: 'IDEMPOTENT_STATE_FRESH',
  /**
   * Somebody does the work.
   */
  IDEMPOTENT_STATE_RUNNING: 'IDEMPOTENT_STATE_RUNNING',
  /**
   * The key was used with another body.
   */
  IDEMPOTENT_STATE_OTHER_BODY: 'IDEMPOTENT_STATE_OTHER_BODY',
  /**
   * The work was done; give the answer again.
   */
  IDEMPOTENT_STATE_REPLAY: 'IDEMPOTENT_STATE_REPLAY',
} as const;

/**
 * How beginning a request went.
 */
export type IdempotentStateInit =
  /**
   * Never sent.
   */
  | 'IDEMPOTENT_STATE_UNSPECIFIED'
  | 0
  /**
   * Do the work.
   */
  | 'IDEMPOTENT_STATE_FRESH'
  | 1
  /**
   * Somebody does the work.
   */
  | 'IDEMPOTENT_STATE_RUNNING'
  | 2
  /**
   * The key was used with another body.
   */
  | 'IDEMPOTENT_STATE_OTHER_BODY'
  | 3
  /**
   * The work was done; give the answer again.
   */
  | 'IDEMPOTENT_STATE_REPLAY'
  | 4

/**
 * How beginning a request went.
 */
export type IdempotentState = typeof IdempotentState[keyof typeof IdempotentState]
