// Original file: collabry/memory/v1/erasure.proto


/**
 * Asks for all data of a user.
 */
export interface ExportUserRequestInit {
  /**
   * Whose.
   */
  'userId'?: (string);
}

/**
 * Asks for all data of a user.
 */
export interface ExportUserRequest {
  /**
   * Whose.
   */
  'userId': (string);
}
