// Original file: collabry/memory/v1/turns.proto


/**
 * Saves a part of an answer.
 */
export interface AppendTurnRequestInit {
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
   * Number of characters (UTF-16 code units) before this part. Text before it is kept, so the call may be repeated.
   */
  'offset'?: (number);
  /**
   * The part, at most 1,000,000 characters.
   */
  'text'?: (string);
}

/**
 * Saves a part of an answer.
 */
export interface AppendTurnRequest {
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
   * Number of characters (UTF-16 code units) before this part. Text before it is kept, so the call may be repeated.
   */
  'offset': (number);
  /**
   * The part, at most 1,000,000 characters.
   */
  'text': (string);
}
