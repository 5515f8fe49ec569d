// Original file: collabry/memory/v1/streams.proto

import type { Long } from '@grpc/proto-loader';

/**
 * The events are on the disk.
 */
export interface AppendStreamResponseInit {
  /**
   * Somebody asked for the stream to stop.
   */
  'stopRequested'?: (boolean);
  /**
   * How long no follower has read along, ms; from the opening on while nobody has yet.
   */
  'unfollowedMs'?: (number | string | Long);
}

/**
 * The events are on the disk.
 */
export interface AppendStreamResponse {
  /**
   * Somebody asked for the stream to stop.
   */
  'stopRequested': (boolean);
  /**
   * How long no follower has read along, ms; from the opening on while nobody has yet.
   */
  'unfollowedMs': (number);
}
