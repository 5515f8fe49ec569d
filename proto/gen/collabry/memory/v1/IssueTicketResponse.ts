// Original file: collabry/memory/v1/streams.proto

import type { Long } from '@grpc/proto-loader';

/**
 * A ticket.
 */
export interface IssueTicketResponseInit {
  /**
   * The ticket: 43 characters that are valid in a URL.
   */
  'ticket'?: (string);
  /**
   * When it expires, ms.
   */
  'expiresAtMs'?: (number | string | Long);
}

/**
 * A ticket.
 */
export interface IssueTicketResponse {
  /**
   * The ticket: 43 characters that are valid in a URL.
   */
  'ticket': (string);
  /**
   * When it expires, ms.
   */
  'expiresAtMs': (number);
}
