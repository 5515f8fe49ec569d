// Original file: collabry/memory/v1/keys.proto


/**
 * Asks for the keys of a user.
 */
export interface ListKeysRequestInit {
  /**
   * Whose keys.
   */
  'userId'?: (string);
}

/**
 * Asks for the keys of a user.
 */
export interface ListKeysRequest {
  /**
   * Whose keys.
   */
  'userId': (string);
}
