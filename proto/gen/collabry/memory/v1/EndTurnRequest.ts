// Original file: collabry/memory/v1/turns.proto

import type { MessageStatusInit as _collabry_memory_v1_MessageStatusInit, MessageStatus as _collabry_memory_v1_MessageStatus } from '../../../collabry/memory/v1/MessageStatus';

/**
 * Ends a turn.
 */
export interface EndTurnRequestInit {
  /**
   * Whose session.
   */
  'userId'?: (string);
  /**
   * The session.
   */
  'sessionId'?: (string);
  /**
   * The assistant's message.
   */
  'messageId'?: (string);
  /**
   * How it ended: complete, interrupted or failed.
   */
  'status'?: (_collabry_memory_v1_MessageStatusInit);
  /**
   * Characters (UTF-16 code units) saved before the rest.
   */
  'offset'?: (number);
  /**
   * The rest of the text.
   */
  'text'?: (string);
  /**
   * Sources as JSON text, at most 1 MiB; empty: none.
   */
  'sourcesJson'?: (string);
  /**
   * The model that answered.
   */
  'model'?: (string);
  /**
   * Queues the session for a title or a summary; ClaimDigests returns it.
   */
  'wantsDigest'?: (boolean);
}

/**
 * Ends a turn.
 */
export interface EndTurnRequest {
  /**
   * Whose session.
   */
  'userId': (string);
  /**
   * The session.
   */
  'sessionId': (string);
  /**
   * The assistant's message.
   */
  'messageId': (string);
  /**
   * How it ended: complete, interrupted or failed.
   */
  'status': (_collabry_memory_v1_MessageStatus);
  /**
   * Characters (UTF-16 code units) saved before the rest.
   */
  'offset': (number);
  /**
   * The rest of the text.
   */
  'text': (string);
  /**
   * Sources as JSON text, at most 1 MiB; empty: none.
   */
  'sourcesJson': (string);
  /**
   * The model that answered.
   */
  'model': (string);
  /**
   * Queues the session for a title or a summary; ClaimDigests returns it.
   */
  'wantsDigest': (boolean);
}
