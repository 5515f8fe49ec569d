// Original file: collabry/memory/v1/tokens.proto

import type { Long } from '@grpc/proto-loader';

/**
 * Asks for revoked tokens.
 */
export interface ListRevocationsRequestInit {
  /**
   * The name of the calling service: the list is of all users, and names none.
   */
  'userId'?: (string);
  /**
   * Position: revoked_at_ms of the last one that is known; 0: from the start. Replicas' clocks differ: ask again from
   * some seconds before.
   */
  'afterRevokedAtMs'?: (number | string | Long);
  /**
   * Position: token_id of the last one that is known; empty: all of that moment.
   */
  'afterTokenId'?: (string);
  /**
   * Tokens a page, 1 to 5,000; 0: 1,000.
   */
  'limit'?: (number);
}

/**
 * Asks for revoked tokens.
 */
export interface ListRevocationsRequest {
  /**
   * The name of the calling service: the list is of all users, and names none.
   */
  'userId': (string);
  /**
   * Position: revoked_at_ms of the last one that is known; 0: from the start. Replicas' clocks differ: ask again from
   * some seconds before.
   */
  'afterRevokedAtMs': (number);
  /**
   * Position: token_id of the last one that is known; empty: all of that moment.
   */
  'afterTokenId': (string);
  /**
   * Tokens a page, 1 to 5,000; 0: 1,000.
   */
  'limit': (number);
}
