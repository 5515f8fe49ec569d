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
   * Sessions that match in all.
   */
  'total'?: (number);
  /**
   * Gives the next page; empty: this is the last one.
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
   * Sessions that match in all.
   */
  'total': (number);
  /**
   * Gives the next page; empty: this is the last one.
   */
  'nextCursor': (string);
}
