// Original file: collabry/memory/v1/memory.proto


/**
 * Changes a title that was made.
 */
export interface EntitleSessionRequestInit {
  /**
   * Whose session.
   */
  'userId'?: (string);
  /**
   * The session.
   */
  'sessionId'?: (string);
  /**
   * The title that it must still have; empty: none, or the one that was made of its first message.
   */
  'from'?: (string);
  /**
   * The new title, 1 to 200 characters.
   */
  'to'?: (string);
}

/**
 * Changes a title that was made.
 */
export interface EntitleSessionRequest {
  /**
   * Whose session.
   */
  'userId': (string);
  /**
   * The session.
   */
  'sessionId': (string);
  /**
   * The title that it must still have; empty: none, or the one that was made of its first message.
   */
  'from': (string);
  /**
   * The new title, 1 to 200 characters.
   */
  'to': (string);
}
