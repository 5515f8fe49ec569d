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
   * The session; empty: a new one is created.
   */
  'sessionId'?: (string);
  /**
   * The user's message, 1 to 32,000 characters. Empty only with instead_of, to repeat its question.
   */
  'content'?: (string);
  /**
   * Notebook of the session, if this call creates it; empty: none.
   */
  'notebookId'?: (string);
  /**
   * Maximum number of history messages, 0 to 200.
   */
  'historyMax'?: (number);
  /**
   * A message of the session, the answer or its question: the turn is made again, on a new branch beside the older one. The older turn is kept. The branch that
   * was begun last is the current one. Errors: not_found.
   */
  'insteadOf'?: (string);
  /**
   * When the request was accepted, ms. A request from before the user was erased is refused with failed_precondition.
   * 0: unknown; then only an unfinished erasure refuses it.
   */
  'acceptedAtMs'?: (number | string | Long);
  /**
   * The caller shows nothing of the turn before EndTurn, or an AppendTurns that it called later, was answered: the turn need not
   * survive a power cut until then, and the reply does not wait for the disk.
   */
  'shownAfterWrite'?: (boolean);
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
   * The session; empty: a new one is created.
   */
  'sessionId': (string);
  /**
   * The user's message, 1 to 32,000 characters. Empty only with instead_of, to repeat its question.
   */
  'content': (string);
  /**
   * Notebook of the session, if this call creates it; empty: none.
   */
  'notebookId': (string);
  /**
   * Maximum number of history messages, 0 to 200.
   */
  'historyMax': (number);
  /**
   * A message of the session, the answer or its question: the turn is made again, on a new branch beside the older one. The older turn is kept. The branch that
   * was begun last is the current one. Errors: not_found.
   */
  'insteadOf': (string);
  /**
   * When the request was accepted, ms. A request from before the user was erased is refused with failed_precondition.
   * 0: unknown; then only an unfinished erasure refuses it.
   */
  'acceptedAtMs': (number);
  /**
   * The caller shows nothing of the turn before EndTurn, or an AppendTurns that it called later, was answered: the turn need not
   * survive a power cut until then, and the reply does not wait for the disk.
   */
  'shownAfterWrite': (boolean);
}
