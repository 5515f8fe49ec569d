// Original file: collabry/memory/v1/idempotency.proto

import type { HeaderInit as _collabry_memory_v1_HeaderInit, Header as _collabry_memory_v1_Header } from '../../../collabry/memory/v1/Header';

/**
 * What a request answered.
 */
export interface IdempotentAnswerInit {
  /**
   * HTTP status, 200 to 499.
   */
  'status'?: (number);
  /**
   * Headers worth giving again, at most 32 and 16 KiB.
   */
  'headers'?: (_collabry_memory_v1_HeaderInit)[];
  /**
   * The body, at most 3,000,000 bytes.
   */
  'body'?: (Buffer | Uint8Array | string);
  /**
   * The session whose words the body holds: the answer goes when it goes; empty: none.
   */
  'sessionId'?: (string);
}

/**
 * What a request answered.
 */
export interface IdempotentAnswer {
  /**
   * HTTP status, 200 to 499.
   */
  'status': (number);
  /**
   * Headers worth giving again, at most 32 and 16 KiB.
   */
  'headers': (_collabry_memory_v1_Header)[];
  /**
   * The body, at most 3,000,000 bytes.
   */
  'body': (Buffer);
  /**
   * The session whose words the body holds: the answer goes when it goes; empty: none.
   */
  'sessionId': (string);
}
