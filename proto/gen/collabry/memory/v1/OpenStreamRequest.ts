// Original file: collabry/memory/v1/streams.proto

import type { Long } from '@grpc/proto-loader';

/**
 * Creates a log.
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
   * The assistant's message of the stream; empty: none. If the producer is lost, the log is copied into it.
   */
  'messageId'?: (string);
  /**
   * Lifetime of the log in seconds, at most 90,000; 0: the service's default.
   */
  'keepSeconds'?: (number);
  /**
   * When the request was accepted, ms. A request from before the user was erased is refused with failed_precondition.
   * 0: unknown; then only an unfinished erasure refuses it.
   */
  'acceptedAtMs'?: (number | string | Long);
  /**
   * The producer sends the appends of this stream to one replica for as long as that one runs. Many such streams cost less.
   */
  'isAtOneReplica'?: (boolean);
}

/**
 * Creates a log.
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
   * The assistant's message of the stream; empty: none. If the producer is lost, the log is copied into it.
   */
  'messageId': (string);
  /**
   * Lifetime of the log in seconds, at most 90,000; 0: the service's default.
   */
  'keepSeconds': (number);
  /**
   * When the request was accepted, ms. A request from before the user was erased is refused with failed_precondition.
   * 0: unknown; then only an unfinished erasure refuses it.
   */
  'acceptedAtMs': (number);
  /**
   * The producer sends the appends of this stream to one replica for as long as that one runs. Many such streams cost less.
   */
  'isAtOneReplica': (boolean);
}
