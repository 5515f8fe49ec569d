// Original file: collabry/memory/v1/keys.proto

import type { Long } from '@grpc/proto-loader';

/**
 * A key, without its secret.
 */
export interface ApiKeyInit {
  /**
   * Its id: [A-Za-z0-9._-]{1,128}, unique within the user.
   */
  'keyId'?: (string);
  /**
   * The name that its user has given it, at most 100 characters.
   */
  'name'?: (string);
  /**
   * What it may do besides what any user may.
   */
  'scopes'?: (string)[];
  /**
   * When it was made, ms.
   */
  'createdAtMs'?: (number | string | Long);
  /**
   * When it expires, ms; 0: never.
   */
  'expiresAtMs'?: (number | string | Long);
}

/**
 * A key, without its secret.
 */
export interface ApiKey {
  /**
   * Its id: [A-Za-z0-9._-]{1,128}, unique within the user.
   */
  'keyId': (string);
  /**
   * The name that its user has given it, at most 100 characters.
   */
  'name': (string);
  /**
   * What it may do besides what any user may.
   */
  'scopes': (string)[];
  /**
   * When it was made, ms.
   */
  'createdAtMs': (number);
  /**
   * When it expires, ms; 0: never.
   */
  'expiresAtMs': (number);
}
