// Original file: collabry/rag/v1/rag.proto


/**
 * Asks whether documents are there.
 */
export interface CheckSourcesRequestInit {
  /**
   * Who asks: sees their own documents and public ones.
   */
  'userId'?: (string);
  /**
   * At most 100; may be empty.
   */
  'sourceIds'?: (string)[];
}

/**
 * Asks whether documents are there.
 */
export interface CheckSourcesRequest {
  /**
   * Who asks: sees their own documents and public ones.
   */
  'userId': (string);
  /**
   * At most 100; may be empty.
   */
  'sourceIds': (string)[];
}
