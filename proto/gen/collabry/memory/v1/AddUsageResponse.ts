// Original file: collabry/memory/v1/usage.proto

import type { UsageDayInit as _collabry_memory_v1_UsageDayInit, UsageDay as _collabry_memory_v1_UsageDay } from '../../../collabry/memory/v1/UsageDay';

/**
 * The day's totals.
 */
export interface AddUsageResponseInit {
  /**
   * Totals of today.
   */
  'today'?: (_collabry_memory_v1_UsageDayInit | null);
}

/**
 * The day's totals.
 */
export interface AddUsageResponse {
  /**
   * Totals of today.
   */
  'today': (_collabry_memory_v1_UsageDay | null);
}
