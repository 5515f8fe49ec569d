// Original file: collabry/memory/v1/streams.proto

import type { Long } from '@grpc/proto-loader';

/**
 * Makes a log.
 */
export interface OpenStreamRequestInit {
  /**
   * Whose stream.
   */
  'userId'?: (string);
  /**
   * Its id: [A-Za-z0-9._-]{1,128}, unique within the user.
   */
  'streamId'?: (string);
  /**
   * The session it belongs to; empty: none.
   */
  'sessionId'?: (string);
  /**
   * The assistant's message it writes; empty: none. A lost producer's message gets what was logged.
   */
  'messageId'?: (string);
  /**
   * How long the log is kept, seconds, at most 90,000; 0: an hour.
   */
  'keepSeconds'?: (number);
  /**
   * When the request was accepted, ms: one from before the user was erased is refused with failed_precondition; 0: not
   * said, then only an erasure that still runs refuses it.
   */
  'acceptedAtMs'?: (number | string | Long);
}

/**
 * Makes a log.
 */
export interface OpenStreamRequest {
  /**
   * Whose stream.
   */
  'userId': (string);
  /**
   * Its id: [A-Za-z0-9._-]{1,128}, unique within the user.
   */
  'streamId': (string);
  /**
   * The session it belongs to; empty: none.
   */
  'sessionId': (string);
  /**
   * The assistant's message it writes; empty: none. A lost producer's message gets what was logged.
   */
  'messageId': (string);
  /**
   * How long the log is kept, seconds, at most 90,000; 0: an hour.
   */
  'keepSeconds': (number);
  /**
   * When the request was accepted, ms: one from before the user was erased is refused with failed_precondition; 0: not
   * said, then only an erasure that still runs refuses it.
   */
  'acceptedAtMs': (number);
}
