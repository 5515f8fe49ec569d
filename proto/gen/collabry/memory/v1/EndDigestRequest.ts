// Original file: collabry/memory/v1/turns.proto

import type { Long } from '@grpc/proto-loader';

/**
 * Says what became of a claimed digest.
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
   * What ClaimDigests gave; one that was asked for again meanwhile still waits.
   */
  'claim'?: (number | string | Long);
  /**
   * It is not done: it may be claimed again in 5 s.
   */
  'retry'?: (boolean);
}

/**
 * Says what became of a claimed digest.
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
   * What ClaimDigests gave; one that was asked for again meanwhile still waits.
   */
  'claim': (number);
  /**
   * It is not done: it may be claimed again in 5 s.
   */
  'retry': (boolean);
}
