// Original file: collabry/memory/v1/sessions.proto


/**
 * Changes a title if it is the expected one.
 */
export interface SetTitleRequestInit {
  /**
   * Whose session.
   */
  'userId'?: (string);
  /**
   * The session.
   */
  'sessionId'?: (string);
  /**
   * The title that the session must have; empty: none, or the one that was made of its first message.
   */
  'expectedTitle'?: (string);
  /**
   * The new title, 1 to 200 characters.
   */
  'title'?: (string);
}

/**
 * Changes a title if it is the expected one.
 */
export interface SetTitleRequest {
  /**
   * Whose session.
   */
  'userId': (string);
  /**
   * The session.
   */
  'sessionId': (string);
  /**
   * The title that the session must have; empty: none, or the one that was made of its first message.
   */
  'expectedTitle': (string);
  /**
   * The new title, 1 to 200 characters.
   */
  'title': (string);
}
