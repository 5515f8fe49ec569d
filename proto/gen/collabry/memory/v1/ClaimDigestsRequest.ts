// Original file: collabry/memory/v1/turns.proto


/**
 * Asks for sessions that wait for a digest.
 */
export interface ClaimDigestsRequestInit {
  /**
   * Name of the calling service. The reply contains data of all users.
   */
  'userId'?: (string);
  /**
   * Maximum number, 1 to 100; 0: 10.
   */
  'limit'?: (number);
}

/**
 * Asks for sessions that wait for a digest.
 */
export interface ClaimDigestsRequest {
  /**
   * Name of the calling service. The reply contains data of all users.
   */
  'userId': (string);
  /**
   * Maximum number, 1 to 100; 0: 10.
   */
  'limit': (number);
}
