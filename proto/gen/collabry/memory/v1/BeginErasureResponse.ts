// Original file: collabry/memory/v1/erasure.proto

import type { Long } from '@grpc/proto-loader';

/**
 * The erasure.
 */
export interface BeginErasureResponseInit {
  /**
   * Its epoch, ms. Every service refuses writes of earlier epochs.
   */
  'epochMs'?: (number | string | Long);
}

/**
 * The erasure.
 */
export interface BeginErasureResponse {
  /**
   * Its epoch, ms. Every service refuses writes of earlier epochs.
   */
  'epochMs': (number);
}
