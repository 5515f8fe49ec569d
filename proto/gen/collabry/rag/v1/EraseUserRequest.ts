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
   * Number of this erasure, growing from one to the next, such as its time in ms; one that is done already does nothing.
   */
  'epoch'?: (number | string | Long);
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
   * Number of this erasure, growing from one to the next, such as its time in ms; one that is done already does nothing.
   */
  'epoch': (number);
}
