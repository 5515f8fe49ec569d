// Original file: collabry/memory/v1/tokens.proto

import type { TokenInit as _collabry_memory_v1_TokenInit, Token as _collabry_memory_v1_Token } from '../../../collabry/memory/v1/Token';

/**
 * Uses a refresh token.
 */
export interface RotateTokenRequestInit {
  /**
   * Whose token.
   */
  'userId'?: (string);
  /**
   * The token, whose signature the caller has checked.
   */
  'token'?: (_collabry_memory_v1_TokenInit | null);
  /**
   * Lifetime of the successor in seconds.
   */
  'successorSeconds'?: (number);
  /**
   * Lifetime of the family's access tokens in seconds, at most an hour. An ended family is listed for this time.
   */
  'accessSeconds'?: (number);
}

/**
 * Uses a refresh token.
 */
export interface RotateTokenRequest {
  /**
   * Whose token.
   */
  'userId': (string);
  /**
   * The token, whose signature the caller has checked.
   */
  'token': (_collabry_memory_v1_Token | null);
  /**
   * Lifetime of the successor in seconds.
   */
  'successorSeconds': (number);
  /**
   * Lifetime of the family's access tokens in seconds, at most an hour. An ended family is listed for this time.
   */
  'accessSeconds': (number);
}
