// Original file: collabry/memory/v1/turns.proto


/**
 * Asks for turns.
 */
export interface RecallTurnsRequestInit {
  /**
   * Whose session.
   */
  'userId'?: (string);
  /**
   * The session.
   */
  'sessionId'?: (string);
  /**
   * The query, 1 to 32,000 characters.
   */
  'query'?: (string);
  /**
   * Maximum number of turns, 1 to 20; 0: 3.
   */
  'limit'?: (number);
}

/**
 * Asks for turns.
 */
export interface RecallTurnsRequest {
  /**
   * Whose session.
   */
  'userId': (string);
  /**
   * The session.
   */
  'sessionId': (string);
  /**
   * The query, 1 to 32,000 characters.
   */
  'query': (string);
  /**
   * Maximum number of turns, 1 to 20; 0: 3.
   */
  'limit': (number);
}
