// Original file: collabry/rag/v1/rag.proto


/**
 * Removes a document.
 */
export interface DeleteDocumentRequestInit {
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
 * Removes a document.
 */
export interface DeleteDocumentRequest {
  /**
   * Whose document.
   */
  'userId': (string);
  /**
   * Its id.
   */
  'documentId': (string);
}
