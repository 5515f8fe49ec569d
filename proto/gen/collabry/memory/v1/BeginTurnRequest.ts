// Original file: collabry/memory/v1/memory.proto


/**
 * Begins a turn.
 */
export interface BeginTurnRequestInit {
  /**
   * Whose session.
   */
  'userId'?: (string);
  /**
   * The session; empty: a new one is made.
   */
  'sessionId'?: (string);
  /**
   * What the user wrote, 1 to 32,000 characters.
   */
  'content'?: (string);
  /**
   * Notebook of a session that is made by this call; empty: none.
   */
  'notebookId'?: (string);
  /**
   * Most messages of history wanted, 0 to 200.
   */
  'historyMax'?: (number);
}

/**
 * Begins a turn.
 */
export interface BeginTurnRequest {
  /**
   * Whose session.
   */
  'userId': (string);
  /**
   * The session; empty: a new one is made.
   */
  'sessionId': (string);
  /**
   * What the user wrote, 1 to 32,000 characters.
   */
  'content': (string);
  /**
   * Notebook of a session that is made by this call; empty: none.
   */
  'notebookId': (string);
  /**
   * Most messages of history wanted, 0 to 200.
   */
  'historyMax': (number);
}
