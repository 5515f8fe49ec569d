// Original file: collabry/memory/v1/memory.proto

import type { UsageInit as _collabry_memory_v1_UsageInit, Usage as _collabry_memory_v1_Usage } from '../../../collabry/memory/v1/Usage';

/**
 * Adds to today.
 */
export interface AddUsageRequestInit {
  /**
   * Whose usage.
   */
  'userId'?: (string);
  /**
   * What was taken.
   */
  'usage'?: (_collabry_memory_v1_UsageInit | null);
}

/**
 * Adds to today.
 */
export interface AddUsageRequest {
  /**
   * Whose usage.
   */
  'userId': (string);
  /**
   * What was taken.
   */
  'usage': (_collabry_memory_v1_Usage | null);
}
