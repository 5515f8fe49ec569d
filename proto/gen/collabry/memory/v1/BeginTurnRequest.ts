// Original file: collabry/memory/v1/turns.proto

import type { Long } from '@grpc/proto-loader';

/**
 * Begins a turn.
 */
export interface BeginTurnRequestInit {
  /**
   * Whose session.
   */
  'userId'?: (string);
  /**
   * The session; empty: a new one is made.
   */
  'sessionId'?: (string);
  /**
   * What the user wrote, 1 to 32,000 characters; empty only with instead_of: the same question again.
   */
  'content'?: (string);
  /**
   * Notebook of a session that is made by this call; empty: none.
   */
  'notebookId'?: (string);
  /**
   * Most messages of history wanted, 0 to 200.
   */
  'historyMax'?: (number);
  /**
   * An answer of the session to make anew: the turn begins a branch beside that answer's turn, which is kept. The
   * conversation is on the branch that was begun last. Errors: not_found.
   */
  'insteadOf'?: (string);
  /**
   * When the request was accepted, ms: one from before the user was erased is refused with failed_precondition; 0: not
   * said, then only an erasure that still runs refuses it.
   */
  'acceptedAtMs'?: (number | string | Long);
}

/**
 * Begins a turn.
 */
export interface BeginTurnRequest {
  /**
   * Whose session.
   */
  'userId': (string);
  /**
   * The session; empty: a new one is made.
   */
  'sessionId': (string);
  /**
   * What the user wrote, 1 to 32,000 characters; empty only with instead_of: the same question again.
   */
  'content': (string);
  /**
   * Notebook of a session that is made by this call; empty: none.
   */
  'notebookId': (string);
  /**
   * Most messages of history wanted, 0 to 200.
   */
  'historyMax': (number);
  /**
   * An answer of the session to make anew: the turn begins a branch beside that answer's turn, which is kept. The
   * conversation is on the branch that was begun last. Errors: not_found.
   */
  'insteadOf': (string);
  /**
   * When the request was accepted, ms: one from before the user was erased is refused with failed_precondition; 0: not
   * said, then only an erasure that still runs refuses it.
   */
  'acceptedAtMs': (number);
}
