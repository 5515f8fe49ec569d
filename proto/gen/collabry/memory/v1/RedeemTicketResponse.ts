// Original file: collabry/memory/v1/memory.proto


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
