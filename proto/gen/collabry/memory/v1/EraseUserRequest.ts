// Original file: collabry/memory/v1/erasure.proto

import type { Long } from '@grpc/proto-loader';

/**
 * Erases.
 */
export interface EraseUserRequestInit {
  /**
   * Whom to erase.
   */
  'userId'?: (string);
  /**
   * From BeginErasure.
   */
  'epochMs'?: (number | string | Long);
}

/**
 * Erases.
 */
export interface EraseUserRequest {
  /**
   * Whom to erase.
   */
  'userId': (string);
  /**
   * From BeginErasure.
   */
  'epochMs': (number);
}
