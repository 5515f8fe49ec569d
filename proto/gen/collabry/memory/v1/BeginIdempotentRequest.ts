// Original file: collabry/memory/v1/idempotency.proto

import type { Long } from '@grpc/proto-loader';

/**
 * Begins a request.
 */
export interface BeginIdempotentRequestInit {
  /**
   * Whose request.
   */
  'userId'?: (string);
  /**
   * Method and route, at most 200 characters.
   */
  'route'?: (string);
  /**
   * The client's key, 1 to 255 characters.
   */
  'key'?: (string);
  /**
   * Hash of the body, at most 128 characters: another body is another request.
   */
  'bodyHash'?: (string);
  /**
   * When the request was accepted, ms. A request from before the user was erased is refused with failed_precondition.
   * 0: unknown; then only an unfinished erasure refuses it.
   */
  'acceptedAtMs'?: (number | string | Long);
}

/**
 * Begins a request.
 */
export interface BeginIdempotentRequest {
  /**
   * Whose request.
   */
  'userId': (string);
  /**
   * Method and route, at most 200 characters.
   */
  'route': (string);
  /**
   * The client's key, 1 to 255 characters.
   */
  'key': (string);
  /**
   * Hash of the body, at most 128 characters: another body is another request.
   */
  'bodyHash': (string);
  /**
   * When the request was accepted, ms. A request from before the user was erased is refused with failed_precondition.
   * 0: unknown; then only an unfinished erasure refuses it.
   */
  'acceptedAtMs': (number);
}
