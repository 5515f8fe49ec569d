// Original file: collabry/memory/v1/streams.proto


/**
 * The stream that is written.
 */
export interface FindStreamResponseInit {
  /**
   * Its id; empty: none is written.
   */
  'streamId'?: (string);
}

/**
 * The stream that is written.
 */
export interface FindStreamResponse {
  /**
   * Its id; empty: none is written.
   */
  'streamId': (string);
}
