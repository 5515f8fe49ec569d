// Original file: collabry/memory/v1/streams.proto


/**
 * Asks for the state of a stream.
 */
export interface GetStreamRequestInit {
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
 * Asks for the state of a stream.
 */
export interface GetStreamRequest {
  /**
   * Whose stream.
   */
  'userId': (string);
  /**
   * Its id.
   */
  'streamId': (string);
}
