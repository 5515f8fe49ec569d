// Original file: collabry/memory/v1/streams.proto


/**
 * Asks for a ticket.
 */
export interface IssueTicketRequestInit {
  /**
   * Whose stream.
   */
  'userId'?: (string);
  /**
   * Its id.
   */
  'streamId'?: (string);
}

/**
 * Asks for a ticket.
 */
export interface IssueTicketRequest {
  /**
   * Whose stream.
   */
  'userId': (string);
  /**
   * Its id.
   */
  'streamId': (string);
}
