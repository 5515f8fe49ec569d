// Original file: collabry/memory/v1/sessions.proto


/**
 * Changes a title.
 */
export interface RenameSessionRequestInit {
  /**
   * Whose session.
   */
  'userId'?: (string);
  /**
   * Its id.
   */
  'sessionId'?: (string);
  /**
   * The new title, 1 to 200 characters.
   */
  'title'?: (string);
}

/**
 * Changes a title.
 */
export interface RenameSessionRequest {
  /**
   * Whose session.
   */
  'userId': (string);
  /**
   * Its id.
   */
  'sessionId': (string);
  /**
   * The new title, 1 to 200 characters.
   */
  'title': (string);
}
