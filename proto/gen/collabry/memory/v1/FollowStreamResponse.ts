// Original file: collabry/memory/v1/streams.proto

import type { StreamEventInit as _collabry_memory_v1_StreamEventInit, StreamEvent as _collabry_memory_v1_StreamEvent } from '../../../collabry/memory/v1/StreamEvent';
import type { StreamEndInit as _collabry_memory_v1_StreamEndInit, StreamEnd as _collabry_memory_v1_StreamEnd } from '../../../collabry/memory/v1/StreamEnd';

/**
 * The next events of a stream.
 */
export interface FollowStreamResponseInit {
  /**
   * Number of the first of them.
   */
  'first'?: (number);
  /**
   * Events in their order, without gaps.
   */
  'events'?: (_collabry_memory_v1_StreamEventInit)[];
  /**
   * Set with the last reply.
   */
  'end'?: (_collabry_memory_v1_StreamEndInit | null);
}

/**
 * The next events of a stream.
 */
export interface FollowStreamResponse {
  /**
   * Number of the first of them.
   */
  'first': (number);
  /**
   * Events in their order, without gaps.
   */
  'events': (_collabry_memory_v1_StreamEvent)[];
  /**
   * Set with the last reply.
   */
  'end': (_collabry_memory_v1_StreamEnd | null);
}
