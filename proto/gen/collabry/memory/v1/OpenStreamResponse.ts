// Original file: collabry/memory/v1/streams.proto


/**
 * The log is made.
 */
export interface OpenStreamResponseInit {
  /**
   * Names this producer; each append carries it.
   */
  'leaseId'?: (string);
}

/**
 * The log is made.
 */
export interface OpenStreamResponse {
  /**
   * Names this producer; each append carries it.
   */
  'leaseId': (string);
}
