// Original file: collabry/memory/v1/erasure.proto


/**
 * Asks for everything of a user.
 */
export interface ExportUserRequestInit {
  /**
   * Whose.
   */
  'userId'?: (string);
}

/**
 * Asks for everything of a user.
 */
export interface ExportUserRequest {
  /**
   * Whose.
   */
  'userId': (string);
}
