// Original file: collabry/memory/v1/streams.proto


/**
 * Stops a stream.
 */
export interface StopStreamRequestInit {
  /**
   * Whose stream.
   */
  'userId'?: (string);
  /**
   * Its id.
   */
  'streamId'?: (string);
}

/**
 * Stops a stream.
 */
export interface StopStreamRequest {
  /**
   * Whose stream.
   */
  'userId': (string);
  /**
   * Its id.
   */
  'streamId': (string);
}
