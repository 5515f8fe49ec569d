// Original file: collabry/memory/v1/idempotency.proto

import type { HeaderInit as _collabry_memory_v1_HeaderInit, Header as _collabry_memory_v1_Header } from '../../../collabry/memory/v1/Header';

/**
 * The answer to a request.
 */
export interface IdempotentAnswerInit {
  /**
   * HTTP status, 200 to 499.
   */
  'status'?: (number);
  /**
   * Headers of the answer, at most 32 and 16 KiB.
   */
  'headers'?: (_collabry_memory_v1_HeaderInit)[];
  /**
   * The body, at most 3,000,000 bytes.
   */
  'body'?: (Buffer | Uint8Array | string);
  /**
   * The session whose text the body contains; the answer is deleted with it. Empty: none.
   */
  'sessionId'?: (string);
}

/**
 * The answer to a request.
 */
export interface IdempotentAnswer {
  /**
   * HTTP status, 200 to 499.
   */
  'status': (number);
  /**
   * Headers of the answer, at most 32 and 16 KiB.
   */
  'headers': (_collabry_memory_v1_Header)[];
  /**
   * The body, at most 3,000,000 bytes.
   */
  'body': (Buffer);
  /**
   * The session whose text the body contains; the answer is deleted with it. Empty: none.
   */
  'sessionId': (string);
}
