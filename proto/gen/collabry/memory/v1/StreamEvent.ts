// Original file: collabry/memory/v1/streams.proto

import type { StreamEventKindInit as _collabry_memory_v1_StreamEventKindInit, StreamEventKind as _collabry_memory_v1_StreamEventKind } from '../../../collabry/memory/v1/StreamEventKind';

/**
 * One event of a stream.
 */
export interface StreamEventInit {
  /**
   * Its kind.
   */
  'kind'?: (_collabry_memory_v1_StreamEventKindInit);
  /**
   * Its data.
   */
  'data'?: (string);
}

/**
 * One event of a stream.
 */
export interface StreamEvent {
  /**
   * Its kind.
   */
  'kind': (_collabry_memory_v1_StreamEventKind);
  /**
   * Its data.
   */
  'data': (string);
}
