// Original file: collabry/memory/v1/turns.proto

import type { MessageInit as _collabry_memory_v1_MessageInit, Message as _collabry_memory_v1_Message } from '../../../collabry/memory/v1/Message';

/**
 * The turn begun.
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
   * The user's message as it was written: the older question when content was empty.
   */
  'content'?: (string);
  /**
   * What was said before in short, if there is a summary of this branch.
   */
  'summary'?: (string);
  /**
   * The last message that the summary covers.
   */
  'summaryMessageId'?: (string);
  /**
   * Messages of this branch before this turn, those without text too.
   */
  'messagesBefore'?: (number);
  /**
   * How many of them the summary covers.
   */
  'messagesSummarized'?: (number);
}

/**
 * The turn begun.
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
   * The user's message as it was written: the older question when content was empty.
   */
  'content': (string);
  /**
   * What was said before in short, if there is a summary of this branch.
   */
  'summary': (string);
  /**
   * The last message that the summary covers.
   */
  'summaryMessageId': (string);
  /**
   * Messages of this branch before this turn, those without text too.
   */
  'messagesBefore': (number);
  /**
   * How many of them the summary covers.
   */
  'messagesSummarized': (number);
}
