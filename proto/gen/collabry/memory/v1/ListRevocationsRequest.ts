// Original file: collabry/memory/v1/tokens.proto

import type { Long } from '@grpc/proto-loader';

/**
 * Asks for revoked tokens.
 */
export interface ListRevocationsRequestInit {
  /**
   * Name of the calling service. The list is of all users and contains no user ids.
   */
  'userId'?: (string);
  /**
   * Position: revoked_at_ms of the last known revocation; 0: from the start. Begin some seconds earlier, because the clocks
   * of replicas differ.
   */
  'afterRevokedAtMs'?: (number | string | Long);
  /**
   * Position: token_id of the last known revocation; empty: all with this time.
   */
  'afterTokenId'?: (string);
  /**
   * Number of revocations on a page, 1 to 5,000; 0: 1,000.
   */
  'limit'?: (number);
}

/**
 * Asks for revoked tokens.
 */
export interface ListRevocationsRequest {
  /**
   * Name of the calling service. The list is of all users and contains no user ids.
   */
  'userId': (string);
  /**
   * Position: revoked_at_ms of the last known revocation; 0: from the start. Begin some seconds earlier, because the clocks
   * of replicas differ.
   */
  'afterRevokedAtMs': (number);
  /**
   * Position: token_id of the last known revocation; empty: all with this time.
   */
  'afterTokenId': (string);
  /**
   * Number of revocations on a page, 1 to 5,000; 0: 1,000.
   */
  'limit': (number);
}
