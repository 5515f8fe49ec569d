// Original file: collabry/memory/v1/erasure.proto

import type { Long } from '@grpc/proto-loader';

/**
 * Ends an erasure.
 */
export interface EndErasureRequestInit {
  /**
   * Who was erased.
   */
  'userId'?: (string);
  /**
   * From BeginErasure.
   */
  'epochMs'?: (number | string | Long);
}

/**
 * Ends an erasure.
 */
export interface EndErasureRequest {
  /**
   * Who was erased.
   */
  'userId': (string);
  /**
   * From BeginErasure.
   */
  'epochMs': (number);
}
