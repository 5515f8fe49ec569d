// Original file: collabry/memory/v1/sessions.proto


/**
 * Asks for one session.
 */
export interface GetSessionRequestInit {
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
 * Asks for one session.
 */
export interface GetSessionRequest {
  /**
   * Whose session.
   */
  'userId': (string);
  /**
   * Its id.
   */
  'sessionId': (string);
}
