// Original file: collabry/llm/v1/llm.proto

import type { RoleInit as _collabry_llm_v1_RoleInit, Role as _collabry_llm_v1_Role } from '../../../collabry/llm/v1/Role';

/**
 * One message of the prompt.
 */
export interface MessageInit {
  /**
   * Who speaks.
   */
  'role'?: (_collabry_llm_v1_RoleInit);
  /**
   * The text; at most 1,000,000 characters.
   */
  'content'?: (string);
}

/**
 * One message of the prompt.
 */
export interface Message {
  /**
   * Who speaks.
   */
  'role': (_collabry_llm_v1_Role);
  /**
   * The text; at most 1,000,000 characters.
   */
  'content': (string);
}
