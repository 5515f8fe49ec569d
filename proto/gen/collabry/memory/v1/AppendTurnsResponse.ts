// Original file: collabry/memory/v1/turns.proto

import type { AppendFailureInit as _collabry_memory_v1_AppendFailureInit, AppendFailure as _collabry_memory_v1_AppendFailure } from '../../../collabry/memory/v1/AppendFailure';

/**
 * All other parts are saved.
 */
export interface AppendTurnsResponseInit {
  /**
   * The parts that failed.
   */
  'failures'?: (_collabry_memory_v1_AppendFailureInit)[];
}

/**
 * All other parts are saved.
 */
export interface AppendTurnsResponse {
  /**
   * The parts that failed.
   */
  'failures': (_collabry_memory_v1_AppendFailure)[];
}
