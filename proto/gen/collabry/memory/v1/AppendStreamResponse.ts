// Original file: collabry/memory/v1/streams.proto

import type { Long } from '@grpc/proto-loader';

/**
 * The events are on the disk.
 */
export interface AppendStreamResponseInit {
  /**
   * The stream shall stop.
   */
  'stopRequested'?: (boolean);
  /**
   * Time since a follower last read, or since the log was opened, ms.
   */
  'unfollowedMs'?: (number | string | Long);
}

/**
 * The events are on the disk.
 */
export interface AppendStreamResponse {
  /**
   * The stream shall stop.
   */
  'stopRequested': (boolean);
  /**
   * Time since a follower last read, or since the log was opened, ms.
   */
  'unfollowedMs': (number);
}
