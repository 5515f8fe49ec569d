// Original file: collabry/memory/v1/idempotency.proto

import type { IdempotentStateInit as _collabry_memory_v1_IdempotentStateInit, IdempotentState as _collabry_memory_v1_IdempotentState } from '../../../collabry/memory/v1/IdempotentState';
import type { IdempotentAnswerInit as _collabry_memory_v1_IdempotentAnswerInit, IdempotentAnswer as _collabry_memory_v1_IdempotentAnswer } from '../../../collabry/memory/v1/IdempotentAnswer';

/**
 * The state of the request.
 */
export interface BeginIdempotentResponseInit {
  /**
   * The state.
   */
  'state'?: (_collabry_memory_v1_IdempotentStateInit);
  /**
   * FRESH: id of the lease.
   */
  'leaseId'?: (string);
  /**
   * All ids that the request creates derive from it. Every attempt gets the same seed. Not set with OTHER_BODY.
   */
  'seed'?: (string);
  /**
   * REPLAY: the answer.
   */
  'answer'?: (_collabry_memory_v1_IdempotentAnswerInit | null);
}

/**
 * The state of the request.
 */
export interface BeginIdempotentResponse {
  /**
   * The state.
   */
  'state': (_collabry_memory_v1_IdempotentState);
  /**
   * FRESH: id of the lease.
   */
  'leaseId': (string);
  /**
   * All ids that the request creates derive from it. Every attempt gets the same seed. Not set with OTHER_BODY.
   */
  'seed': (string);
  /**
   * REPLAY: the answer.
   */
  'answer': (_collabry_memory_v1_IdempotentAnswer | null);
}
