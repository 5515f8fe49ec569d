// Original file: collabry/memory/v1/sessions.proto


/**
 * Asks for a page of messages.
 */
export interface ListMessagesRequestInit {
  /**
   * Whose session.
   */
  'userId'?: (string);
  /**
   * Its id.
   */
  'sessionId'?: (string);
  /**
   * Messages a page, 1 to 200; 0: 50.
   */
  'limit'?: (number);
  /**
   * next_cursor of the page before; empty: the first page.
   */
  'cursor'?: (string);
  /**
   * A message: the branch that leads to it; empty: the branch that the conversation is on. Errors: not_found.
   */
  'branch'?: (string);
}

/**
 * Asks for a page of messages.
 */
export interface ListMessagesRequest {
  /**
   * Whose session.
   */
  'userId': (string);
  /**
   * Its id.
   */
  'sessionId': (string);
  /**
   * Messages a page, 1 to 200; 0: 50.
   */
  'limit': (number);
  /**
   * next_cursor of the page before; empty: the first page.
   */
  'cursor': (string);
  /**
   * A message: the branch that leads to it; empty: the branch that the conversation is on. Errors: not_found.
   */
  'branch': (string);
}
