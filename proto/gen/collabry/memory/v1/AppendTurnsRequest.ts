// Original file: collabry/memory/v1/turns.proto

import type { AppendTurnRequestInit as _collabry_memory_v1_AppendTurnRequestInit, AppendTurnRequest as _collabry_memory_v1_AppendTurnRequest } from '../../../collabry/memory/v1/AppendTurnRequest';

/**
 * Saves parts of answers.
 */
export interface AppendTurnsRequestInit {
  /**
   * The name of the calling service: each part says whose it is.
   */
  'userId'?: (string);
  /**
   * At most 1,000, together of at most 1,000,000 characters; more than one of the same message are saved in their order.
   */
  'parts'?: (_collabry_memory_v1_AppendTurnRequestInit)[];
}

/**
 * Saves parts of answers.
 */
export interface AppendTurnsRequest {
  /**
   * The name of the calling service: each part says whose it is.
   */
  'userId': (string);
  /**
   * At most 1,000, together of at most 1,000,000 characters; more than one of the same message are saved in their order.
   */
  'parts': (_collabry_memory_v1_AppendTurnRequest)[];
}
