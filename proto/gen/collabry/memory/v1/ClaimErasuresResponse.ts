// Original file: collabry/memory/v1/erasure.proto

import type { UnfinishedErasureInit as _collabry_memory_v1_UnfinishedErasureInit, UnfinishedErasure as _collabry_memory_v1_UnfinishedErasure } from '../../../collabry/memory/v1/UnfinishedErasure';

/**
 * Unfinished erasures.
 */
export interface ClaimErasuresResponseInit {
  /**
   * The claimed erasures.
   */
  'erasures'?: (_collabry_memory_v1_UnfinishedErasureInit)[];
}

/**
 * Unfinished erasures.
 */
export interface ClaimErasuresResponse {
  /**
   * The claimed erasures.
   */
  'erasures': (_collabry_memory_v1_UnfinishedErasure)[];
}
