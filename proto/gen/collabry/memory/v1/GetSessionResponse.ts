// Original file: collabry/memory/v1/sessions.proto

import type { SessionInit as _collabry_memory_v1_SessionInit, Session as _collabry_memory_v1_Session } from '../../../collabry/memory/v1/Session';

/**
 * One session.
 */
export interface GetSessionResponseInit {
  /**
   * The session.
   */
  'session'?: (_collabry_memory_v1_SessionInit | null);
}

/**
 * One session.
 */
export interface GetSessionResponse {
  /**
   * The session.
   */
  'session': (_collabry_memory_v1_Session | null);
}
