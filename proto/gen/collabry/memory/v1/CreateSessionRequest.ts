// Original file: collabry/memory/v1/sessions.proto

import type { Long } from '@grpc/proto-loader';

/**
 * Creates a session.
 */
export interface CreateSessionRequestInit {
  /**
   * Whose session; 1 to 256 characters.
   */
  'userId'?: (string);
  /**
   * Id of the new session; empty: the service chooses one.
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
   * When the request was accepted, ms. A request from before the user was erased is refused with failed_precondition.
   * 0: unknown; then only an unfinished erasure refuses it.
   */
  'acceptedAtMs'?: (number | string | Long);
}

/**
 * Creates a session.
 */
export interface CreateSessionRequest {
  /**
   * Whose session; 1 to 256 characters.
   */
  'userId': (string);
  /**
   * Id of the new session; empty: the service chooses one.
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
   * When the request was accepted, ms. A request from before the user was erased is refused with failed_precondition.
   * 0: unknown; then only an unfinished erasure refuses it.
   */
  'acceptedAtMs': (number);
}
