// Original file: collabry/memory/v1/turns.proto

import type { AppendTurnRequestInit as _collabry_memory_v1_AppendTurnRequestInit, AppendTurnRequest as _collabry_memory_v1_AppendTurnRequest } from '../../../collabry/memory/v1/AppendTurnRequest';

/**
 * Saves parts of answers.
 */
export interface AppendTurnsRequestInit {
  /**
   * Name of the calling service. Each part names its user.
   */
  'userId'?: (string);
  /**
   * At most 1,000 parts with 1,000,000 characters in all. Parts of the same message are saved in their order.
   */
  'parts'?: (_collabry_memory_v1_AppendTurnRequestInit)[];
}

/**
 * Saves parts of answers.
 */
export interface AppendTurnsRequest {
  /**
   * Name of the calling service. Each part names its user.
   */
  'userId': (string);
  /**
   * At most 1,000 parts with 1,000,000 characters in all. Parts of the same message are saved in their order.
   */
  'parts': (_collabry_memory_v1_AppendTurnRequest)[];
}
