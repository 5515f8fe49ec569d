// Original file: collabry/rag/v1/rag.proto


/**
 * The next piece of the text.
 */
export interface ReadDocumentResponseInit {
  /**
   * Text, never splitting a surrogate pair.
   */
  'text'?: (string);
}

/**
 * The next piece of the text.
 */
export interface ReadDocumentResponse {
  /**
   * Text, never splitting a surrogate pair.
   */
  'text': (string);
}
