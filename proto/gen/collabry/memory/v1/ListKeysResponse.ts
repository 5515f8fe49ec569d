// Original file: collabry/memory/v1/keys.proto

import type { ApiKeyInit as _collabry_memory_v1_ApiKeyInit, ApiKey as _collabry_memory_v1_ApiKey } from '../../../collabry/memory/v1/ApiKey';

/**
 * The keys of a user, at most 20.
 */
export interface ListKeysResponseInit {
  /**
   * The keys.
   */
  'keys'?: (_collabry_memory_v1_ApiKeyInit)[];
}

/**
 * The keys of a user, at most 20.
 */
export interface ListKeysResponse {
  /**
   * The keys.
   */
  'keys': (_collabry_memory_v1_ApiKey)[];
}
