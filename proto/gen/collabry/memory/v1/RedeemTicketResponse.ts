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
   * The stream.
   */
  'streamId'?: (string);
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
   * The stream.
   */
  'streamId': (string);
}
