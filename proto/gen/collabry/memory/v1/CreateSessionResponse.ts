// Original file: collabry/memory/v1/sessions.proto

import type { SessionInit as _collabry_memory_v1_SessionInit, Session as _collabry_memory_v1_Session } from '../../../collabry/memory/v1/Session';

/**
 * The created or existing session.
 */
export interface CreateSessionResponseInit {
  /**
   * The session.
   */
  'session'?: (_collabry_memory_v1_SessionInit | null);
  /**
   * Whether this call created it.
   */
  'created'?: (boolean);
}

/**
 * The created or existing session.
 */
export interface CreateSessionResponse {
  /**
   * The session.
   */
  'session': (_collabry_memory_v1_Session | null);
  /**
   * Whether this call created it.
   */
  'created': (boolean);
}
