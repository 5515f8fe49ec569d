// Original file: collabry/memory/v1/tokens.proto

import type { RevocationInit as _collabry_memory_v1_RevocationInit, Revocation as _collabry_memory_v1_Revocation } from '../../../collabry/memory/v1/Revocation';

/**
 * A page of revocations. The last page has fewer than the limit.
 */
export interface ListRevocationsResponseInit {
  /**
   * The page.
   */
  'revocations'?: (_collabry_memory_v1_RevocationInit)[];
}

/**
 * A page of revocations. The last page has fewer than the limit.
 */
export interface ListRevocationsResponse {
  /**
   * The page.
   */
  'revocations': (_collabry_memory_v1_Revocation)[];
}
