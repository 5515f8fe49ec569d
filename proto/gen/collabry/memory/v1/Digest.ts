// Original file: collabry/memory/v1/turns.proto

import type { Long } from '@grpc/proto-loader';

/**
 * A session that waits for a title or a summary.
 */
export interface DigestInit {
  /**
   * Whose session.
   */
  'userId'?: (string);
  /**
   * The session.
   */
  'sessionId'?: (string);
  /**
   * Id of this claim.
   */
  'claim'?: (number | string | Long);
  /**
   * Whether the session has no title, or the one that was made of its first message.
   */
  'wantsTitle'?: (boolean);
  /**
   * The summary of the current branch; empty: there is none.
   */
  'summary'?: (string);
  /**
   * The last message that it covers.
   */
  'summaryMessageId'?: (string);
  /**
   * Cursor of ListMessages for the messages after it; empty: from the first message.
   */
  'cursor'?: (string);
}

/**
 * A session that waits for a title or a summary.
 */
export interface Digest {
  /**
   * Whose session.
   */
  'userId': (string);
  /**
   * The session.
   */
  'sessionId': (string);
  /**
   * Id of this claim.
   */
  'claim': (number);
  /**
   * Whether the session has no title, or the one that was made of its first message.
   */
  'wantsTitle': (boolean);
  /**
   * The summary of the current branch; empty: there is none.
   */
  'summary': (string);
  /**
   * The last message that it covers.
   */
  'summaryMessageId': (string);
  /**
   * Cursor of ListMessages for the messages after it; empty: from the first message.
   */
  'cursor': (string);
}
