// Original file: collabry/memory/v1/streams.proto


/**
 * Uses a ticket.
 */
export interface RedeemTicketRequestInit {
  /**
   * Name of the calling service. The ticket names the user.
   */
  'userId'?: (string);
  /**
   * The ticket.
   */
  'ticket'?: (string);
}

/**
 * Uses a ticket.
 */
export interface RedeemTicketRequest {
  /**
   * Name of the calling service. The ticket names the user.
   */
  'userId': (string);
  /**
   * The ticket.
   */
  'ticket': (string);
}
