// Original file: collabry/rag/v1/rag.proto


/**
 * Asks for one document.
 */
export interface GetDocumentRequestInit {
  /**
   * Whose document.
   */
  'userId'?: (string);
  /**
   * Its id.
   */
  'documentId'?: (string);
}

/**
 * Asks for one document.
 */
export interface GetDocumentRequest {
  /**
   * Whose document.
   */
  'userId': (string);
  /**
   * Its id.
   */
  'documentId': (string);
}
