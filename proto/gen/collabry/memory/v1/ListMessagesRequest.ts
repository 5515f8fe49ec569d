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
   * Number of messages on a page, 1 to 200; 0: 50.
   */
  'limit'?: (number);
  /**
   * next_cursor of the previous page; empty: the first page.
   */
  'cursor'?: (string);
  /**
   * A message, to list it and its ancestors; empty: the current branch. Errors: not_found.
   */
  'branch'?: (string);
  /**
   * Begin with the newest message. A cursor belongs to the order of its page.
   */
  'newestFirst'?: (boolean);
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
   * Number of messages on a page, 1 to 200; 0: 50.
   */
  'limit': (number);
  /**
   * next_cursor of the previous page; empty: the first page.
   */
  'cursor': (string);
  /**
   * A message, to list it and its ancestors; empty: the current branch. Errors: not_found.
   */
  'branch': (string);
  /**
   * Begin with the newest message. A cursor belongs to the order of its page.
   */
  'newestFirst': (boolean);
}
