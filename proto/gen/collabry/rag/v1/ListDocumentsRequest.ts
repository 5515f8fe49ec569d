// Original file: collabry/rag/v1/rag.proto


/**
 * Asks for a page of documents.
 */
export interface ListDocumentsRequestInit {
  /**
   * Whose documents.
   */
  'userId'?: (string);
  /**
   * Documents a page, 1 to 200; 0: 50.
   */
  'limit'?: (number);
  /**
   * next_cursor of the page before; empty: the first page.
   */
  'cursor'?: (string);
  /**
   * Only documents of this notebook; empty: all.
   */
  'notebookId'?: (string);
  /**
   * Only documents whose names hold this, whatever the case, at most 200 characters; empty: all.
   */
  'query'?: (string);
}

/**
 * Asks for a page of documents.
 */
export interface ListDocumentsRequest {
  /**
   * Whose documents.
   */
  'userId': (string);
  /**
   * Documents a page, 1 to 200; 0: 50.
   */
  'limit': (number);
  /**
   * next_cursor of the page before; empty: the first page.
   */
  'cursor': (string);
  /**
   * Only documents of this notebook; empty: all.
   */
  'notebookId': (string);
  /**
   * Only documents whose names hold this, whatever the case, at most 200 characters; empty: all.
   */
  'query': (string);
}
