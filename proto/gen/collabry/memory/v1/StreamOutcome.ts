// Original file: collabry/memory/v1/streams.proto

/**
 * How a stream ended.
 */
export const StreamOutcome = {
  /**
   * Refused.
   */
  STREAM_OUTCOME_UNSPECIFIED: 'STREAM_OUTCOME_UNSPECIFIED',
  /**
   * Completely.
   */
  STREAM_OUTCOME_DONE: 'STREAM_OUTCOME_DONE',
  /**
   * With an error.
   */
  STREAM_OUTCOME_ERROR: 'STREAM_OUTCOME_ERROR',
  /**
   * The producer was lost. Producers never send it.
   */
  STREAM_OUTCOME_PRODUCER_LOST: 'STREAM_OUTCOME_PRODUCER_LOST',
} as const;

/**
 * How a stream ended.
 */
export type StreamOutcomeInit =
  /**
   * Refused.
   */
  | 'STREAM_OUTCOME_UNSPECIFIED'
  | 0
  /**
   * Completely.
   */
  | 'STREAM_OUTCOME_DONE'
  | 1
  /**
   * With an error.
   */
  | 'STREAM_OUTCOME_ERROR'
  | 2
  /**
   * The producer was lost. Producers never send it.
   */
  | 'STREAM_OUTCOME_PRODUCER_LOST'
  | 3

/**
 * How a stream ended.
 */
export type StreamOutcome = typeof StreamOutcome[keyof typeof StreamOutcome]
