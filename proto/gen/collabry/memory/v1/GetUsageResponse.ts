// Original file: collabry/memory/v1/usage.proto

import type { UsageDayInit as _collabry_memory_v1_UsageDayInit, UsageDay as _collabry_memory_v1_UsageDay } from '../../../collabry/memory/v1/UsageDay';

/**
 * Usage.
 */
export interface GetUsageResponseInit {
  /**
   * Days with usage, oldest first.
   */
  'days'?: (_collabry_memory_v1_UsageDayInit)[];
}

/**
 * Usage.
 */
export interface GetUsageResponse {
  /**
   * Days with usage, oldest first.
   */
  'days': (_collabry_memory_v1_UsageDay)[];
}
