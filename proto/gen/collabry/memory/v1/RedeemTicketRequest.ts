// Original file: collabry/memory/v1/streams.proto


/**
 * Takes a ticket.
 */
export interface RedeemTicketRequestInit {
  /**
   * The name of the calling service: the ticket says on whose behalf.
   */
  'userId'?: (string);
  /**
   * The ticket.
   */
  'ticket'?: (string);
}

/**
 * Takes a ticket.
 */
export interface RedeemTicketRequest {
  /**
   * The name of the calling service: the ticket says on whose behalf.
   */
  'userId': (string);
  /**
   * The ticket.
   */
  'ticket': (string);
}
