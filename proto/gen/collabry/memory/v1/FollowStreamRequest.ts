// Original file: collabry/memory/v1/streams.proto


/**
 * Follows a stream.
 */
export interface FollowStreamRequestInit {
  /**
   * Whose stream.
   */
  'userId'?: (string);
  /**
   * Its id.
   */
  'streamId'?: (string);
  /**
   * Number of the last event that the follower has received; 0: none.
   */
  'after'?: (number);
}

/**
 * Follows a stream.
 */
export interface FollowStreamRequest {
  /**
   * Whose stream.
   */
  'userId': (string);
  /**
   * Its id.
   */
  'streamId': (string);
  /**
   * Number of the last event that the follower has received; 0: none.
   */
  'after': (number);
}
