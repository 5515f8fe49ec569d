// Original file: collabry/memory/v1/tokens.proto

import type { TokenInit as _collabry_memory_v1_TokenInit, Token as _collabry_memory_v1_Token } from '../../../collabry/memory/v1/Token';

/**
 * Revokes an access token.
 */
export interface RevokeTokenRequestInit {
  /**
   * Whose token.
   */
  'userId'?: (string);
  /**
   * The token.
   */
  'token'?: (_collabry_memory_v1_TokenInit | null);
}

/**
 * Revokes an access token.
 */
export interface RevokeTokenRequest {
  /**
   * Whose token.
   */
  'userId': (string);
  /**
   * The token.
   */
  'token': (_collabry_memory_v1_Token | null);
}
