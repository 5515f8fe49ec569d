// Original file: collabry/memory/v1/turns.proto

import type { AppendFailureInit as _collabry_memory_v1_AppendFailureInit, AppendFailure as _collabry_memory_v1_AppendFailure } from '../../../collabry/memory/v1/AppendFailure';

/**
 * The parts that are not named here are saved.
 */
export interface AppendTurnsResponseInit {
  /**
   * Those that failed.
   */
  'failures'?: (_collabry_memory_v1_AppendFailureInit)[];
}

/**
 * The parts that are not named here are saved.
 */
export interface AppendTurnsResponse {
  /**
   * Those that failed.
   */
  'failures': (_collabry_memory_v1_AppendFailure)[];
}
