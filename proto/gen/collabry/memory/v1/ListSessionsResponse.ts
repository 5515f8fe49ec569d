// Original file: collabry/memory/v1/sessions.proto

import type { SessionInit as _collabry_memory_v1_SessionInit, Session as _collabry_memory_v1_Session } from '../../../collabry/memory/v1/Session';

/**
 * A page of sessions.
 */
export interface ListSessionsResponseInit {
  /**
   * The page, newest activity first.
   */
  'sessions'?: (_collabry_memory_v1_SessionInit)[];
  /**
   * Number of all matching sessions.
   */
  'total'?: (number);
  /**
   * Cursor of the next page; empty: this is the last page.
   */
  'nextCursor'?: (string);
}

/**
 * A page of sessions.
 */
export interface ListSessionsResponse {
  /**
   * The page, newest activity first.
   */
  'sessions': (_collabry_memory_v1_Session)[];
  /**
   * Number of all matching sessions.
   */
  'total': (number);
  /**
   * Cursor of the next page; empty: this is the last page.
   */
  'nextCursor': (string);
}
