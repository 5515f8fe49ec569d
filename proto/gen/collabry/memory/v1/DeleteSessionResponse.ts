// Original file: collabry/memory/v1/sessions.proto


/**
 * What was removed.
 */
export interface DeleteSessionResponseInit {
  /**
   * Messages removed.
   */
  'messagesDeleted'?: (number);
}

/**
 * What was removed.
 */
export interface DeleteSessionResponse {
  /**
   * Messages removed.
   */
  'messagesDeleted': (number);
}
