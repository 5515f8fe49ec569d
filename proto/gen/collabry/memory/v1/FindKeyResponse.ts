// Original file: collabry/memory/v1/keys.proto

import type { ApiKeyInit as _collabry_memory_v1_ApiKeyInit, ApiKey as _collabry_memory_v1_ApiKey } from '../../../collabry/memory/v1/ApiKey';

/**
 * The user of a key.
 */
export interface FindKeyResponseInit {
  /**
   * The user.
   */
  'userId'?: (string);
  /**
   * The key.
   */
  'key'?: (_collabry_memory_v1_ApiKeyInit | null);
}

/**
 * The user of a key.
 */
export interface FindKeyResponse {
  /**
   * The user.
   */
  'userId': (string);
  /**
   * The key.
   */
  'key': (_collabry_memory_v1_ApiKey | null);
}
