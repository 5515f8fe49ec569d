// Original file: collabry/memory/v1/turns.proto

import type { DigestInit as _collabry_memory_v1_DigestInit, Digest as _collabry_memory_v1_Digest } from '../../../collabry/memory/v1/Digest';

/**
 * The sessions.
 */
export interface ClaimDigestsResponseInit {
  /**
   * The claimed sessions, the one that has waited longest first.
   */
  'digests'?: (_collabry_memory_v1_DigestInit)[];
}

/**
 * The sessions.
 */
export interface ClaimDigestsResponse {
  /**
   * The claimed sessions, the one that has waited longest first.
   */
  'digests': (_collabry_memory_v1_Digest)[];
}
