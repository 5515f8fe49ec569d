// Original file: collabry/memory/v1/erasure.proto

import type { Long } from '@grpc/proto-loader';

/**
 * An unfinished erasure.
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
 * An unfinished erasure.
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
