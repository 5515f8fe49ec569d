// Original file: collabry/memory/v1/turns.proto


/**
 * Asks for sessions that wait for a digest.
 */
export interface ClaimDigestsRequestInit {
  /**
   * The name of the calling service: they are of all users.
   */
  'userId'?: (string);
  /**
   * Most of them, 1 to 100; 0: 10.
   */
  'limit'?: (number);
}

/**
 * Asks for sessions that wait for a digest.
 */
export interface ClaimDigestsRequest {
  /**
   * The name of the calling service: they are of all users.
   */
  'userId': (string);
  /**
   * Most of them, 1 to 100; 0: 10.
   */
  'limit': (number);
}
