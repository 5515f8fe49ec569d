// Original file: collabry/memory/v1/keys.proto


/**
 * Deletes a key.
 */
export interface DeleteKeyRequestInit {
  /**
   * Whose key.
   */
  'userId'?: (string);
  /**
   * Its id.
   */
  'keyId'?: (string);
}

/**
 * Deletes a key.
 */
export interface DeleteKeyRequest {
  /**
   * Whose key.
   */
  'userId': (string);
  /**
   * Its id.
   */
  'keyId': (string);
}
