// Original file: collabry/memory/v1/memory.proto


/**
 * Makes a session.
 */
export interface CreateSessionRequestInit {
  /**
   * Whose session; 1 to 256 characters.
   */
  'userId'?: (string);
  /**
   * Wanted id; empty: one is made.
   */
  'sessionId'?: (string);
  /**
   * Title, at most 200 characters; empty: none.
   */
  'title'?: (string);
  /**
   * Notebook; empty: none.
   */
  'notebookId'?: (string);
}

/**
 * Makes a session.
 */
export interface CreateSessionRequest {
  /**
   * Whose session; 1 to 256 characters.
   */
  'userId': (string);
  /**
   * Wanted id; empty: one is made.
   */
  'sessionId': (string);
  /**
   * Title, at most 200 characters; empty: none.
   */
  'title': (string);
  /**
   * Notebook; empty: none.
   */
  'notebookId': (string);
}
