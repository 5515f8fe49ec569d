// Original file: collabry/memory/v1/keys.proto


/**
 * Asks for the user of a key.
 */
export interface FindKeyRequestInit {
  /**
   * Name of the calling service. The key names the user.
   */
  'userId'?: (string);
  /**
   * The key, 32 to 256 characters.
   */
  'key'?: (string);
}

/**
 * Asks for the user of a key.
 */
export interface FindKeyRequest {
  /**
   * Name of the calling service. The key names the user.
   */
  'userId': (string);
  /**
   * The key, 32 to 256 characters.
   */
  'key': (string);
}
