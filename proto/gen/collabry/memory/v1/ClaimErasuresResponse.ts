// Original file: collabry/memory/v1/erasure.proto

import type { UnfinishedErasureInit as _collabry_memory_v1_UnfinishedErasureInit, UnfinishedErasure as _collabry_memory_v1_UnfinishedErasure } from '../../../collabry/memory/v1/UnfinishedErasure';

/**
 * Unfinished erasures.
 */
export interface ClaimErasuresResponseInit {
  /**
   * Those that are the caller's now.
   */
  'erasures'?: (_collabry_memory_v1_UnfinishedErasureInit)[];
}

/**
 * Unfinished erasures.
 */
export interface ClaimErasuresResponse {
  /**
   * Those that are the caller's now.
   */
  'erasures': (_collabry_memory_v1_UnfinishedErasure)[];
}
