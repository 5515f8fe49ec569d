// Original file: collabry/memory/v1/sessions.proto

import type { Long } from '@grpc/proto-loader';

/**
 * Makes a session.
 */
export interface CreateSessionRequestInit {
  /**
   * Whose session; 1 to 256 characters.
   */
  'userId'?: (string);
  /**
   * Wanted id; empty: one is made.
   */
  'sessionId'?: (string);
  /**
   * Title, at most 200 characters; empty: none.
   */
  'title'?: (string);
  /**
   * Notebook; empty: none.
   */
  'notebookId'?: (string);
  /**
   * When the request was accepted, ms: one from before the user was erased is refused with failed_precondition; 0: not
   * said, then only an erasure that still runs refuses it.
   */
  'acceptedAtMs'?: (number | string | Long);
}

/**
 * Makes a session.
 */
export interface CreateSessionRequest {
  /**
   * Whose session; 1 to 256 characters.
   */
  'userId': (string);
  /**
   * Wanted id; empty: one is made.
   */
  'sessionId': (string);
  /**
   * Title, at most 200 characters; empty: none.
   */
  'title': (string);
  /**
   * Notebook; empty: none.
   */
  'notebookId': (string);
  /**
   * When the request was accepted, ms: one from before the user was erased is refused with failed_precondition; 0: not
   * said, then only an erasure that still runs refuses it.
   */
  'acceptedAtMs': (number);
}
