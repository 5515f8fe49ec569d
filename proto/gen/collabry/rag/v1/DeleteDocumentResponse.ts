// Original file: collabry/rag/v1/rag.proto


/**
 * What was removed.
 */
export interface DeleteDocumentResponseInit {
  /**
   * Chunks that were searchable and are not any more.
   */
  'chunksDeleted'?: (number);
}

/**
 * What was removed.
 */
export interface DeleteDocumentResponse {
  /**
   * Chunks that were searchable and are not any more.
   */
  'chunksDeleted': (number);
}
