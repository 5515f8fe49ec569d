// Original file: collabry/memory/v1/sessions.proto


/**
 * Removes a session.
 */
export interface DeleteSessionRequestInit {
  /**
   * Whose session.
   */
  'userId'?: (string);
  /**
   * Its id.
   */
  'sessionId'?: (string);
}

/**
 * Removes a session.
 */
export interface DeleteSessionRequest {
  /**
   * Whose session.
   */
  'userId': (string);
  /**
   * Its id.
   */
  'sessionId': (string);
}
