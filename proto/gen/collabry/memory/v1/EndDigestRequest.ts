// Original file: collabry/memory/v1/turns.proto

import type { Long } from '@grpc/proto-loader';

/**
 * Ends a claim.
 */
export interface EndDigestRequestInit {
  /**
   * Whose session.
   */
  'userId'?: (string);
  /**
   * The session.
   */
  'sessionId'?: (string);
  /**
   * From ClaimDigests. A session that was queued again after the claim stays in the queue.
   */
  'claim'?: (number | string | Long);
  /**
   * The work is not done. The session can be claimed again in 5 s.
   */
  'retry'?: (boolean);
}

/**
 * Ends a claim.
 */
export interface EndDigestRequest {
  /**
   * Whose session.
   */
  'userId': (string);
  /**
   * The session.
   */
  'sessionId': (string);
  /**
   * From ClaimDigests. A session that was queued again after the claim stays in the queue.
   */
  'claim': (number);
  /**
   * The work is not done. The session can be claimed again in 5 s.
   */
  'retry': (boolean);
}
