// Original file: collabry/memory/v1/turns.proto


/**
 * Keeps a summary.
 */
export interface SaveSummaryRequestInit {
  /**
   * Whose session.
   */
  'userId'?: (string);
  /**
   * The session.
   */
  'sessionId'?: (string);
  /**
   * The last message it covers.
   */
  'messageId'?: (string);
  /**
   * The summary, 1 to 20,000 characters.
   */
  'text'?: (string);
}

/**
 * Keeps a summary.
 */
export interface SaveSummaryRequest {
  /**
   * Whose session.
   */
  'userId': (string);
  /**
   * The session.
   */
  'sessionId': (string);
  /**
   * The last message it covers.
   */
  'messageId': (string);
  /**
   * The summary, 1 to 20,000 characters.
   */
  'text': (string);
}
