// Original file: collabry/memory/v1/keys.proto

import type { ApiKeyInit as _collabry_memory_v1_ApiKeyInit, ApiKey as _collabry_memory_v1_ApiKey } from '../../../collabry/memory/v1/ApiKey';

/**
 * The key is registered.
 */
export interface CreateKeyResponseInit {
  /**
   * The key.
   */
  'key'?: (_collabry_memory_v1_ApiKeyInit | null);
}

/**
 * The key is registered.
 */
export interface CreateKeyResponse {
  /**
   * The key.
   */
  'key': (_collabry_memory_v1_ApiKey | null);
}
