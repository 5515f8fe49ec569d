// Original file: collabry/memory/v1/erasure.proto

import type { ErasedCountInit as _collabry_memory_v1_ErasedCountInit, ErasedCount as _collabry_memory_v1_ErasedCount } from '../../../collabry/memory/v1/ErasedCount';

/**
 * Numbers of removed items.
 */
export interface EraseUserResponseInit {
  /**
   * By kind.
   */
  'counts'?: (_collabry_memory_v1_ErasedCountInit)[];
}

/**
 * Numbers of removed items.
 */
export interface EraseUserResponse {
  /**
   * By kind.
   */
  'counts': (_collabry_memory_v1_ErasedCount)[];
}
