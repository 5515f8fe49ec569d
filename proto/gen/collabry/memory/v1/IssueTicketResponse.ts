// Original file: collabry/memory/v1/streams.proto

import type { Long } from '@grpc/proto-loader';

/**
 * A ticket.
 */
export interface IssueTicketResponseInit {
  /**
   * The ticket: 43 characters that may stand in a URL.
   */
  'ticket'?: (string);
  /**
   * Until when it is good, ms.
   */
  'expiresAtMs'?: (number | string | Long);
}

/**
 * A ticket.
 */
export interface IssueTicketResponse {
  /**
   * The ticket: 43 characters that may stand in a URL.
   */
  'ticket': (string);
  /**
   * Until when it is good, ms.
   */
  'expiresAtMs': (number);
}
