// Original file: collabry/memory/v1/idempotency.proto

import type { IdempotentStateInit as _collabry_memory_v1_IdempotentStateInit, IdempotentState as _collabry_memory_v1_IdempotentState } from '../../../collabry/memory/v1/IdempotentState';
import type { IdempotentAnswerInit as _collabry_memory_v1_IdempotentAnswerInit, IdempotentAnswer as _collabry_memory_v1_IdempotentAnswer } from '../../../collabry/memory/v1/IdempotentAnswer';

/**
 * The request begun, or what became of it.
 */
export interface BeginIdempotentResponseInit {
  /**
   * How it went.
   */
  'state'?: (_collabry_memory_v1_IdempotentStateInit);
  /**
   * FRESH: names this holder.
   */
  'leaseId'?: (string);
  /**
   * What the ids of everything the request makes derive from: the same for every try. Not set with OTHER_BODY.
   */
  'seed'?: (string);
  /**
   * REPLAY: the answer.
   */
  'answer'?: (_collabry_memory_v1_IdempotentAnswerInit | null);
}

/**
 * The request begun, or what became of it.
 */
export interface BeginIdempotentResponse {
  /**
   * How it went.
   */
  'state': (_collabry_memory_v1_IdempotentState);
  /**
   * FRESH: names this holder.
   */
  'leaseId': (string);
  /**
   * What the ids of everything the request makes derive from: the same for every try. Not set with OTHER_BODY.
   */
  'seed': (string);
  /**
   * REPLAY: the answer.
   */
  'answer': (_collabry_memory_v1_IdempotentAnswer | null);
}
