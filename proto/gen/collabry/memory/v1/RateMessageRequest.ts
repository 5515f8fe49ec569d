// Original file: collabry/memory/v1/sessions.proto


/**
 * Gives feedback.
 */
export interface RateMessageRequestInit {
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
   * 1 or -1.
   */
  'rating'?: (number);
  /**
   * At most 2,000 characters; empty: none.
   */
  'comment'?: (string);
}

/**
 * Gives feedback.
 */
export interface RateMessageRequest {
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
   * 1 or -1.
   */
  'rating': (number);
  /**
   * At most 2,000 characters; empty: none.
   */
  'comment': (string);
}
