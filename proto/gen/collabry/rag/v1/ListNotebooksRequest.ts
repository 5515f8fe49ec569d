// Original file: collabry/rag/v1/rag.proto


/**
 * Asks for notebooks.
 */
export interface ListNotebooksRequestInit {
  /**
   * Whose notebooks.
   */
  'userId'?: (string);
}

/**
 * Asks for notebooks.
 */
export interface ListNotebooksRequest {
  /**
   * Whose notebooks.
   */
  'userId': (string);
}
