// Original file: collabry/memory/v1/sessions.proto


/**
 * Numbers of removed items.
 */
export interface DeleteSessionResponseInit {
  /**
   * Number of deleted messages.
   */
  'messagesDeleted'?: (number);
}

/**
 * Numbers of removed items.
 */
export interface DeleteSessionResponse {
  /**
   * Number of deleted messages.
   */
  'messagesDeleted': (number);
}
