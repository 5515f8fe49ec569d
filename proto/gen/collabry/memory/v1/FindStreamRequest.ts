// Original file: collabry/memory/v1/streams.proto


/**
 * Asks for the stream that is written in a session.
 */
export interface FindStreamRequestInit {
  /**
   * Whose stream.
   */
  'userId'?: (string);
  /**
   * The session: [A-Za-z0-9._-]{1,128}.
   */
  'sessionId'?: (string);
}

/**
 * Asks for the stream that is written in a session.
 */
export interface FindStreamRequest {
  /**
   * Whose stream.
   */
  'userId': (string);
  /**
   * The session: [A-Za-z0-9._-]{1,128}.
   */
  'sessionId': (string);
}
