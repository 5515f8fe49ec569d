// Original file: collabry/memory/v1/streams.proto


/**
 * Asks for a ticket.
 */
export interface IssueTicketRequestInit {
  /**
   * Whose stream or upload.
   */
  'userId'?: (string);
  /**
   * The stream; empty: an upload.
   */
  'streamId'?: (string);
  /**
   * The task of the upload. That it is the user's the caller has checked.
   */
  'taskId'?: (string);
}

/**
 * Asks for a ticket.
 */
export interface IssueTicketRequest {
  /**
   * Whose stream or upload.
   */
  'userId': (string);
  /**
   * The stream; empty: an upload.
   */
  'streamId': (string);
  /**
   * The task of the upload. That it is the user's the caller has checked.
   */
  'taskId': (string);
}
