// Original file: collabry/memory/v1/turns.proto

import type { RecalledTurnInit as _collabry_memory_v1_RecalledTurnInit, RecalledTurn as _collabry_memory_v1_RecalledTurn } from '../../../collabry/memory/v1/RecalledTurn';

/**
 * The turns.
 */
export interface RecallTurnsResponseInit {
  /**
   * Best first, of the newest 500 of the branch that the conversation is on; at most 200,000 characters.
   */
  'turns'?: (_collabry_memory_v1_RecalledTurnInit)[];
}

/**
 * The turns.
 */
export interface RecallTurnsResponse {
  /**
   * Best first, of the newest 500 of the branch that the conversation is on; at most 200,000 characters.
   */
  'turns': (_collabry_memory_v1_RecalledTurn)[];
}
