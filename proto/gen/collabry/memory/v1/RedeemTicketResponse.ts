// Original file: collabry/memory/v1/streams.proto


/**
 * The permission of the ticket.
 */
export interface RedeemTicketResponseInit {
  /**
   * The user.
   */
  'userId'?: (string);
  /**
   * The stream; empty: an upload.
   */
  'streamId'?: (string);
  /**
   * The task of the upload; empty: a stream.
   */
  'taskId'?: (string);
}

/**
 * The permission of the ticket.
 */
export interface RedeemTicketResponse {
  /**
   * The user.
   */
  'userId': (string);
  /**
   * The stream; empty: an upload.
   */
  'streamId': (string);
  /**
   * The task of the upload; empty: a stream.
   */
  'taskId': (string);
}
