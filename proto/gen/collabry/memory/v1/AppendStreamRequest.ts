// Original file: collabry/memory/v1/streams.proto

import type { StreamEventInit as _collabry_memory_v1_StreamEventInit, StreamEvent as _collabry_memory_v1_StreamEvent } from '../../../collabry/memory/v1/StreamEvent';
import type { StreamEndInit as _collabry_memory_v1_StreamEndInit, StreamEnd as _collabry_memory_v1_StreamEnd } from '../../../collabry/memory/v1/StreamEnd';

/**
 * Writes events.
 */
export interface AppendStreamRequestInit {
  /**
   * Whose stream.
   */
  'userId'?: (string);
  /**
   * Its id.
   */
  'streamId'?: (string);
  /**
   * From OpenStream.
   */
  'leaseId'?: (string);
  /**
   * Number of the first event; the first one of a log is 1.
   */
  'first'?: (number);
  /**
   * Events, at most 1,000 and 1 MiB in all.
   */
  'events'?: (_collabry_memory_v1_StreamEventInit)[];
  /**
   * If set, the log ends after these events. The first end wins.
   */
  'end'?: (_collabry_memory_v1_StreamEndInit | null);
}

/**
 * Writes events.
 */
export interface AppendStreamRequest {
  /**
   * Whose stream.
   */
  'userId': (string);
  /**
   * Its id.
   */
  'streamId': (string);
  /**
   * From OpenStream.
   */
  'leaseId': (string);
  /**
   * Number of the first event; the first one of a log is 1.
   */
  'first': (number);
  /**
   * Events, at most 1,000 and 1 MiB in all.
   */
  'events': (_collabry_memory_v1_StreamEvent)[];
  /**
   * If set, the log ends after these events. The first end wins.
   */
  'end': (_collabry_memory_v1_StreamEnd | null);
}
