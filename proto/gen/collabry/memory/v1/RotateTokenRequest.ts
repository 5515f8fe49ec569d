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
   * How long the successor will be good, seconds.
   */
  'successorSeconds'?: (number);
  /**
   * How long access tokens that name the family are good, seconds, at most an hour: so long it is listed when it is over.
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
   * How long the successor will be good, seconds.
   */
  'successorSeconds': (number);
  /**
   * How long access tokens that name the family are good, seconds, at most an hour: so long it is listed when it is over.
   */
  'accessSeconds': (number);
}
