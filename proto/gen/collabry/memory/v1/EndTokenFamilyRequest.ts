// Original file: collabry/memory/v1/tokens.proto

import type { TokenInit as _collabry_memory_v1_TokenInit, Token as _collabry_memory_v1_Token } from '../../../collabry/memory/v1/Token';

/**
 * Ends a family.
 */
export interface EndTokenFamilyRequestInit {
  /**
   * Whose token.
   */
  'userId'?: (string);
  /**
   * A refresh token of it.
   */
  'token'?: (_collabry_memory_v1_TokenInit | null);
  /**
   * Lifetime of the family's access tokens in seconds, at most an hour. The family is listed for this time.
   */
  'accessSeconds'?: (number);
}

/**
 * Ends a family.
 */
export interface EndTokenFamilyRequest {
  /**
   * Whose token.
   */
  'userId': (string);
  /**
   * A refresh token of it.
   */
  'token': (_collabry_memory_v1_Token | null);
  /**
   * Lifetime of the family's access tokens in seconds, at most an hour. The family is listed for this time.
   */
  'accessSeconds': (number);
}
