// Original file: collabry/rag/v1/rag.proto


/**
 * What was erased by this call, from each store.
 */
export interface EraseUserResponseInit {
  /**
   * Documents, from the document store.
   */
  'documents'?: (number);
  /**
   * Uploads, from the document store.
   */
  'tasks'?: (number);
  /**
   * Texts and files as uploaded, from the store of bytes.
   */
  'blobs'?: (number);
  /**
   * Chunks, from the vector store.
   */
  'chunks'?: (number);
}

/**
 * What was erased by this call, from each store.
 */
export interface EraseUserResponse {
  /**
   * Documents, from the document store.
   */
  'documents': (number);
  /**
   * Uploads, from the document store.
   */
  'tasks': (number);
  /**
   * Texts and files as uploaded, from the store of bytes.
   */
  'blobs': (number);
  /**
   * Chunks, from the vector store.
   */
  'chunks': (number);
}
