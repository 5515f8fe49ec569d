// Original file: collabry/memory/v1/tokens.proto

import type { Long } from '@grpc/proto-loader';

/**
 * A token, by what names it: no token is ever sent or kept.
 */
export interface TokenInit {
  /**
   * Its claim jti, 1 to 256 characters.
   */
  'jti'?: (string);
  /**
   * When it expires, ms.
   */
  'expiresAtMs'?: (number | string | Long);
  /**
   * When it was issued, ms; 0: unknown. One issued before its user was erased is good no more.
   */
  'issuedAtMs'?: (number | string | Long);
}

/**
 * A token, by what names it: no token is ever sent or kept.
 */
export interface Token {
  /**
   * Its claim jti, 1 to 256 characters.
   */
  'jti': (string);
  /**
   * When it expires, ms.
   */
  'expiresAtMs': (number);
  /**
   * When it was issued, ms; 0: unknown. One issued before its user was erased is good no more.
   */
  'issuedAtMs': (number);
}
