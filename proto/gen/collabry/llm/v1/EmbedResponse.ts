// Original file: collabry/llm/v1/llm.proto


/**
 * Vectors of the next texts of the request, in order.
 */
export interface EmbedResponseInit {
  /**
   * The embedding model, e.g. "all-minilm".
   */
  'model'?: (string);
  /**
   * Components of each vector.
   */
  'dimension'?: (number);
  /**
   * One unit-length vector a text: float32, little-endian, 4 × dimension bytes.
   */
  'vectors'?: (Buffer | Uint8Array | string)[];
  /**
   * The cosine of texts that have nothing to do with one another, as this model sees them; 0 to 1.
   */
  'similarityFloor'?: (number | string);
}

/**
 * Vectors of the next texts of the request, in order.
 */
export interface EmbedResponse {
  /**
   * The embedding model, e.g. "all-minilm".
   */
  'model': (string);
  /**
   * Components of each vector.
   */
  'dimension': (number);
  /**
   * One unit-length vector a text: float32, little-endian, 4 × dimension bytes.
   */
  'vectors': (Buffer)[];
  /**
   * The cosine of texts that have nothing to do with one another, as this model sees them; 0 to 1.
   */
  'similarityFloor': (number);
}
