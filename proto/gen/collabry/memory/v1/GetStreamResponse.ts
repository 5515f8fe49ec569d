// Original file: collabry/memory/v1/streams.proto

import type { StreamEndInit as _collabry_memory_v1_StreamEndInit, StreamEnd as _collabry_memory_v1_StreamEnd } from '../../../collabry/memory/v1/StreamEnd';

/**
 * The state of a stream.
 */
export interface GetStreamResponseInit {
  /**
   * The session it belongs to; empty: none.
   */
  'sessionId'?: (string);
  /**
   * The assistant's message of the stream; empty: none.
   */
  'messageId'?: (string);
  /**
   * Number of events in the log.
   */
  'count'?: (number);
  /**
   * Set if it has ended.
   */
  'end'?: (_collabry_memory_v1_StreamEndInit | null);
}

/**
 * The state of a stream.
 */
export interface GetStreamResponse {
  /**
   * The session it belongs to; empty: none.
   */
  'sessionId': (string);
  /**
   * The assistant's message of the stream; empty: none.
   */
  'messageId': (string);
  /**
   * Number of events in the log.
   */
  'count': (number);
  /**
   * Set if it has ended.
   */
  'end': (_collabry_memory_v1_StreamEnd | null);
}
