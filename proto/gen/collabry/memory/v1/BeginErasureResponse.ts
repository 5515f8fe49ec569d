// Original file: collabry/memory/v1/erasure.proto

import type { Long } from '@grpc/proto-loader';

/**
 * The erasure.
 */
export interface BeginErasureResponseInit {
  /**
   * Its epoch, ms: every service refuses what belongs to an earlier one.
   */
  'epochMs'?: (number | string | Long);
}

/**
 * The erasure.
 */
export interface BeginErasureResponse {
  /**
   * Its epoch, ms: every service refuses what belongs to an earlier one.
   */
  'epochMs': (number);
}
