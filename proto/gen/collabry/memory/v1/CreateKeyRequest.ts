// Original file: collabry/memory/v1/keys.proto

import type { Long } from '@grpc/proto-loader';

/**
 * Registers a key.
 */
export interface CreateKeyRequestInit {
  /**
   * Whose key.
   */
  'userId'?: (string);
  /**
   * Its id.
   */
  'keyId'?: (string);
  /**
   * The key, 32 to 256 characters. Only a hash of it is stored, and the user encrypted with it.
   */
  'key'?: (string);
  /**
   * Its name, 1 to 100 characters.
   */
  'name'?: (string);
  /**
   * Its scopes, at most 20 of at most 64 characters.
   */
  'scopes'?: (string)[];
  /**
   * Its lifetime in days; 0: it does not expire.
   */
  'days'?: (number);
  /**
   * When the request was accepted, ms. A request from before the user was erased is refused with failed_precondition.
   * 0: unknown; then only an unfinished erasure refuses it.
   */
  'acceptedAtMs'?: (number | string | Long);
}

/**
 * Registers a key.
 */
export interface CreateKeyRequest {
  /**
   * Whose key.
   */
  'userId': (string);
  /**
   * Its id.
   */
  'keyId': (string);
  /**
   * The key, 32 to 256 characters. Only a hash of it is stored, and the user encrypted with it.
   */
  'key': (string);
  /**
   * Its name, 1 to 100 characters.
   */
  'name': (string);
  /**
   * Its scopes, at most 20 of at most 64 characters.
   */
  'scopes': (string)[];
  /**
   * Its lifetime in days; 0: it does not expire.
   */
  'days': (number);
  /**
   * When the request was accepted, ms. A request from before the user was erased is refused with failed_precondition.
   * 0: unknown; then only an unfinished erasure refuses it.
   */
  'acceptedAtMs': (number);
}
