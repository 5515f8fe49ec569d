// Original file: collabry/rag/v1/rag.proto

import type { Long } from '@grpc/proto-loader';

/**
 * Erases a user.
 */
export interface EraseUserRequestInit {
  /**
   * Who is erased.
   */
  'userId'?: (string);
  /**
   * When the erasure began, ms; greater than that of any erasure of the user before. An erasure that is done already does
   * nothing.
   */
  'epochMs'?: (number | string | Long);
}

/**
 * Erases a user.
 */
export interface EraseUserRequest {
  /**
   * Who is erased.
   */
  'userId': (string);
  /**
   * When the erasure began, ms; greater than that of any erasure of the user before. An erasure that is done already does
   * nothing.
   */
  'epochMs': (number);
}
