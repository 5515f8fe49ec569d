// Original file: collabry/memory/v1/usage.proto

import type { UsageInit as _collabry_memory_v1_UsageInit, Usage as _collabry_memory_v1_Usage } from '../../../collabry/memory/v1/Usage';

/**
 * Usage of one day.
 */
export interface UsageDayInit {
  /**
   * The day, UTC: YYYY-MM-DD.
   */
  'day'?: (string);
  /**
   * Usage.
   */
  'usage'?: (_collabry_memory_v1_UsageInit | null);
}

/**
 * Usage of one day.
 */
export interface UsageDay {
  /**
   * The day, UTC: YYYY-MM-DD.
   */
  'day': (string);
  /**
   * Usage.
   */
  'usage': (_collabry_memory_v1_Usage | null);
}
