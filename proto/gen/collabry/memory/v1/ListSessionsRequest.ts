// Original file: collabry/memory/v1/sessions.proto


/**
 * Asks for a page of sessions.
 */
export interface ListSessionsRequestInit {
  /**
   * Whose sessions.
   */
  'userId'?: (string);
  /**
   * Number of sessions on a page, 1 to 200; 0: 50.
   */
  'limit'?: (number);
  /**
   * next_cursor of the previous page; empty: the first page. Errors: validation_error if it is not a cursor.
   */
  'cursor'?: (string);
  /**
   * Text to search in titles and messages, case-insensitive; empty: all sessions.
   */
  'query'?: (string);
  /**
   * Only sessions of this notebook; empty: all.
   */
  'notebookId'?: (string);
}

/**
 * Asks for a page of sessions.
 */
export interface ListSessionsRequest {
  /**
   * Whose sessions.
   */
  'userId': (string);
  /**
   * Number of sessions on a page, 1 to 200; 0: 50.
   */
  'limit': (number);
  /**
   * next_cursor of the previous page; empty: the first page. Errors: validation_error if it is not a cursor.
   */
  'cursor': (string);
  /**
   * Text to search in titles and messages, case-insensitive; empty: all sessions.
   */
  'query': (string);
  /**
   * Only sessions of this notebook; empty: all.
   */
  'notebookId': (string);
}
