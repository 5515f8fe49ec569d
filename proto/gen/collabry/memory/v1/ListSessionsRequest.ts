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
   * Sessions a page, 1 to 200; 0: 50.
   */
  'limit'?: (number);
  /**
   * next_cursor of the page before; empty: the first page. Errors: validation_error when it is not one.
   */
  'cursor'?: (string);
  /**
   * Words to look for in titles and messages, case folded; empty: all sessions.
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
   * Sessions a page, 1 to 200; 0: 50.
   */
  'limit': (number);
  /**
   * next_cursor of the page before; empty: the first page. Errors: validation_error when it is not one.
   */
  'cursor': (string);
  /**
   * Words to look for in titles and messages, case folded; empty: all sessions.
   */
  'query': (string);
  /**
   * Only sessions of this notebook; empty: all.
   */
  'notebookId': (string);
}
