// Original file: collabry/rag/v1/rag.proto


/**
 * All documents of the request are there.
 */
export interface CheckSourcesResponseInit {
  /**
   * Documents of the user's own with an upload that is still being processed.
   */
  'documentsProcessing'?: (number);
}

/**
 * All documents of the request are there.
 */
export interface CheckSourcesResponse {
  /**
   * Documents of the user's own with an upload that is still being processed.
   */
  'documentsProcessing': (number);
}
