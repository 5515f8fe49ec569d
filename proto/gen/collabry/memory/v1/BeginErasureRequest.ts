// Original file: collabry/memory/v1/erasure.proto


/**
 * Begins an erasure.
 */
export interface BeginErasureRequestInit {
  /**
   * Whom to erase.
   */
  'userId'?: (string);
}

/**
 * Begins an erasure.
 */
export interface BeginErasureRequest {
  /**
   * Whom to erase.
   */
  'userId': (string);
}
