// Original file: collabry/rag/v1/rag.proto


/**
 * Asks for everything of a user.
 */
export interface ExportUserRequestInit {
  /**
   * Who is exported.
   */
  'userId'?: (string);
}

/**
 * Asks for everything of a user.
 */
export interface ExportUserRequest {
  /**
   * Who is exported.
   */
  'userId': (string);
}
