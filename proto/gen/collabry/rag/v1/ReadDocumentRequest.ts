// Original file: collabry/rag/v1/rag.proto


/**
 * Asks for the text of a document.
 */
export interface ReadDocumentRequestInit {
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
 * Asks for the text of a document.
 */
export interface ReadDocumentRequest {
  /**
   * Whose document.
   */
  'userId': (string);
  /**
   * Its id.
   */
  'documentId': (string);
}
