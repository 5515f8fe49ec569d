// Original file: collabry/memory/v1/streams.proto


/**
 * Whom the ticket lets in, and to what.
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
 * Whom the ticket lets in, and to what.
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
