// Original file: collabry/memory/v1/idempotency.proto

/**
 * State of a request.
 */
export const IdempotentState = {
  /**
   * Never sent.
   */
  IDEMPOTENT_STATE_UNSPECIFIED: 'IDEMPOTENT_STATE_UNSPECIFIED',
  /**
   * The caller has the lease.
   */
  IDEMPOTENT_STATE_FRESH: 'IDEMPOTENT_STATE_FRESH',
  /**
   * Another caller has the lease.
   */
  IDEMPOTENT_STATE_RUNNING: 'IDEMPOTENT_STATE_RUNNING',
  /**
   * The key was used with another body.
   */
  IDEMPOTENT_STATE_OTHER_BODY: 'IDEMPOTENT_STATE_OTHER_BODY',
  /**
   * The request is complete; return the stored answer.
   */
  IDEMPOTENT_STATE_REPLAY: 'IDEMPOTENT_STATE_REPLAY',
} as const;

/**
 * State of a request.
 */
export type IdempotentStateInit =
  /**
   * Never sent.
   */
  | 'IDEMPOTENT_STATE_UNSPECIFIED'
  | 0
  /**
   * The caller has the lease.
   */
  | 'IDEMPOTENT_STATE_FRESH'
  | 1
  /**
   * Another caller has the lease.
   */
  | 'IDEMPOTENT_STATE_RUNNING'
  | 2
  /**
   * The key was used with another body.
   */
  | 'IDEMPOTENT_STATE_OTHER_BODY'
  | 3
  /**
   * The request is complete; return the stored answer.
   */
  | 'IDEMPOTENT_STATE_REPLAY'
  | 4

/**
 * State of a request.
 */
export type IdempotentState = typeof IdempotentState[keyof typeof IdempotentState]
