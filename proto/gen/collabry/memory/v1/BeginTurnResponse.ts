// Original file: collabry/memory/v1/turns.proto

import type { MessageInit as _collabry_memory_v1_MessageInit, Message as _collabry_memory_v1_Message } from '../../../collabry/memory/v1/Message';

/**
 * The new turn.
 */
export interface BeginTurnResponseInit {
  /**
   * The session.
   */
  'sessionId'?: (string);
  /**
   * Id of the user's message.
   */
  'userMessageId'?: (string);
  /**
   * Id of the assistant's message, now streaming.
   */
  'assistantMessageId'?: (string);
  /**
   * Messages before this turn, oldest first: complete or interrupted ones with text, at most history_max and
   * 200,000 characters.
   */
  'history'?: (_collabry_memory_v1_MessageInit)[];
  /**
   * The user's message; the older question if content was empty.
   */
  'content'?: (string);
  /**
   * The summary of this branch; empty: there is none.
   */
  'summary'?: (string);
  /**
   * The last message that the summary covers.
   */
  'summaryMessageId'?: (string);
  /**
   * Number of messages of this branch before this turn, including those without text.
   */
  'messagesBefore'?: (number);
  /**
   * Number of these messages that the summary covers.
   */
  'messagesSummarized'?: (number);
}

/**
 * The new turn.
 */
export interface BeginTurnResponse {
  /**
   * The session.
   */
  'sessionId': (string);
  /**
   * Id of the user's message.
   */
  'userMessageId': (string);
  /**
   * Id of the assistant's message, now streaming.
   */
  'assistantMessageId': (string);
  /**
   * Messages before this turn, oldest first: complete or interrupted ones with text, at most history_max and
   * 200,000 characters.
   */
  'history': (_collabry_memory_v1_Message)[];
  /**
   * The user's message; the older question if content was empty.
   */
  'content': (string);
  /**
   * The summary of this branch; empty: there is none.
   */
  'summary': (string);
  /**
   * The last message that the summary covers.
   */
  'summaryMessageId': (string);
  /**
   * Number of messages of this branch before this turn, including those without text.
   */
  'messagesBefore': (number);
  /**
   * Number of these messages that the summary covers.
   */
  'messagesSummarized': (number);
}
