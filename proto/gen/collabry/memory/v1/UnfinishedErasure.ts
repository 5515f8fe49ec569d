// Original file: collabry/memory/v1/erasure.proto

import type { Long } from '@grpc/proto-loader';

/**
 * An erasure to go on with.
 */
export interface UnfinishedErasureInit {
  /**
   * Whom to erase.
   */
  'userId'?: (string);
  /**
   * Its epoch, ms.
   */
  'epochMs'?: (number | string | Long);
}

/**
 * An erasure to go on with.
 */
export interface UnfinishedErasure {
  /**
   * Whom to erase.
   */
  'userId': (string);
  /**
   * Its epoch, ms.
   */
  'epochMs': (number);
}
