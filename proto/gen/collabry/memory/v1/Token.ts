// Original file: collabry/memory/v1/tokens.proto

import type { Long } from '@grpc/proto-loader';

/**
 * The claims of a token. Tokens themselves are not sent or stored.
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
   * When it was issued, ms; 0: unknown. A token from before an erasure of its user is invalid.
   */
  'issuedAtMs'?: (number | string | Long);
}

/**
 * The claims of a token. Tokens themselves are not sent or stored.
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
   * When it was issued, ms; 0: unknown. A token from before an erasure of its user is invalid.
   */
  'issuedAtMs': (number);
}
