// Original file: collabry/memory/v1/streams.proto

import type { StreamOutcomeInit as _collabry_memory_v1_StreamOutcomeInit, StreamOutcome as _collabry_memory_v1_StreamOutcome } from '../../../collabry/memory/v1/StreamOutcome';

/**
 * The end of a stream. Its event has the number after the last one.
 */
export interface StreamEndInit {
  /**
   * How it ended.
   */
  'outcome'?: (_collabry_memory_v1_StreamOutcomeInit);
  /**
   * The data of the done or error event; empty when the producer was lost.
   */
  'data'?: (string);
}

/**
 * The end of a stream. Its event has the number after the last one.
 */
export interface StreamEnd {
  /**
   * How it ended.
   */
  'outcome': (_collabry_memory_v1_StreamOutcome);
  /**
   * The data of the done or error event; empty when the producer was lost.
   */
  'data': (string);
}
