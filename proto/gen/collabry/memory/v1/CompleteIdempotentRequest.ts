// Original file: collabry/memory/v1/idempotency.proto

import type { IdempotentAnswerInit as _collabry_memory_v1_IdempotentAnswerInit, IdempotentAnswer as _collabry_memory_v1_IdempotentAnswer } from '../../../collabry/memory/v1/IdempotentAnswer';

/**
 * Stores an answer.
 */
export interface CompleteIdempotentRequestInit {
  /**
   * Whose request.
   */
  'userId'?: (string);
  /**
   * Method and route, at most 200 characters.
   */
  'route'?: (string);
  /**
   * The client's key, 1 to 255 characters.
   */
  'key'?: (string);
  /**
   * From BeginIdempotent.
   */
  'leaseId'?: (string);
  /**
   * The answer.
   */
  'answer'?: (_collabry_memory_v1_IdempotentAnswerInit | null);
}

/**
 * Stores an answer.
 */
export interface CompleteIdempotentRequest {
  /**
   * Whose request.
   */
  'userId': (string);
  /**
   * Method and route, at most 200 characters.
   */
  'route': (string);
  /**
   * The client's key, 1 to 255 characters.
   */
  'key': (string);
  /**
   * From BeginIdempotent.
   */
  'leaseId': (string);
  /**
   * The answer.
   */
  'answer': (_collabry_memory_v1_IdempotentAnswer | null);
}
