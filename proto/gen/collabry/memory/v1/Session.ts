// Original file: collabry/memory/v1/sessions.proto

import type { Long } from '@grpc/proto-loader';

/**
 * A conversation of one user.
 */
export interface SessionInit {
  /**
   * Its id: [A-Za-z0-9._-]{1,128} but not . or .., unique within the user.
   */
  'sessionId'?: (string);
  /**
   * Its title; empty: it has none yet.
   */
  'title'?: (string);
  /**
   * The notebook it belongs to; empty: none.
   */
  'notebookId'?: (string);
  /**
   * When it was created, ms.
   */
  'createdAtMs'?: (number | string | Long);
  /**
   * When a message was last written, ms.
   */
  'lastActivityMs'?: (number | string | Long);
  /**
   * Number of messages of the user and the assistant.
   */
  'messageCount'?: (number);
  /**
   * Whether this is the user's session with the newest activity.
   */
  'isCurrent'?: (boolean);
}

/**
 * A conversation of one user.
 */
export interface Session {
  /**
   * Its id: [A-Za-z0-9._-]{1,128} but not . or .., unique within the user.
   */
  'sessionId': (string);
  /**
   * Its title; empty: it has none yet.
   */
  'title': (string);
  /**
   * The notebook it belongs to; empty: none.
   */
  'notebookId': (string);
  /**
   * When it was created, ms.
   */
  'createdAtMs': (number);
  /**
   * When a message was last written, ms.
   */
  'lastActivityMs': (number);
  /**
   * Number of messages of the user and the assistant.
   */
  'messageCount': (number);
  /**
   * Whether this is the user's session with the newest activity.
   */
  'isCurrent': (boolean);
}
