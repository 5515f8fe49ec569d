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
   * Characters (UTF-16 code units) saved before this part; text before it is kept, so that a repeated call is harmless.
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
   * Characters (UTF-16 code units) saved before this part; text before it is kept, so that a repeated call is harmless.
   */
  'offset': (number);
  /**
   * The part, at most 1,000,000 characters.
   */
  'text': (string);
}
