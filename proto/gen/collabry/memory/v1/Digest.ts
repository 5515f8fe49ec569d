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
   * Names this claim.
   */
  'claim'?: (number | string | Long);
  /**
   * Whether its title is none, or the one that was made of its first message.
   */
  'wantsTitle'?: (boolean);
  /**
   * The summary of the branch that the conversation is on; empty: there is none.
   */
  'summary'?: (string);
  /**
   * The last message that it covers.
   */
  'summaryMessageId'?: (string);
  /**
   * Cursor of ListMessages for what comes behind that message; empty: from the first one on.
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
   * Names this claim.
   */
  'claim': (number);
  /**
   * Whether its title is none, or the one that was made of its first message.
   */
  'wantsTitle': (boolean);
  /**
   * The summary of the branch that the conversation is on; empty: there is none.
   */
  'summary': (string);
  /**
   * The last message that it covers.
   */
  'summaryMessageId': (string);
  /**
   * Cursor of ListMessages for what comes behind that message; empty: from the first one on.
   */
  'cursor': (string);
}
