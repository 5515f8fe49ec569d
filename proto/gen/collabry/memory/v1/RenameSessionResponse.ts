// Original file: collabry/memory/v1/sessions.proto

import type { SessionInit as _collabry_memory_v1_SessionInit, Session as _collabry_memory_v1_Session } from '../../../collabry/memory/v1/Session';

/**
 * The session after the change.
 */
export interface RenameSessionResponseInit {
  /**
   * The session.
   */
  'session'?: (_collabry_memory_v1_SessionInit | null);
}

/**
 * The session after the change.
 */
export interface RenameSessionResponse {
  /**
   * The session.
   */
  'session': (_collabry_memory_v1_Session | null);
}
