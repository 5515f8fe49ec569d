// Original file: collabry/memory/v1/memory.proto


/**
 * Makes a log.
 */
export interface OpenStreamRequestInit {
  /**
   * Whose stream.
   */
  'userId'?: (string);
  /**
   * Its id: [A-Za-z0-9._-]{1,128}, unique within the user.
   */
  'streamId'?: (string);
  /**
   * The session it belongs to; empty: none.
   */
  'sessionId'?: (string);
  /**
   * The assistant's message it writes; empty: none. A lost producer's message gets what was logged.
   */
  'messageId'?: (string);
  /**
   * How long the log is kept, seconds, at most 90,000; 0: an hour.
   */
  'keepSeconds'?: (number);
}

/**
 * Makes a log.
 */
export interface OpenStreamRequest {
  /**
   * Whose stream.
   */
  'userId': (string);
  /**
   * Its id: [A-Za-z0-9._-]{1,128}, unique within the user.
   */
  'streamId': (string);
  /**
   * The session it belongs to; empty: none.
   */
  'sessionId': (string);
  /**
   * The assistant's message it writes; empty: none. A lost producer's message gets what was logged.
   */
  'messageId': (string);
  /**
   * How long the log is kept, seconds, at most 90,000; 0: an hour.
   */
  'keepSeconds': (number);
}
