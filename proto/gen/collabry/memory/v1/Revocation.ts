// Original file: collabry/memory/v1/tokens.proto

import type { Long } from '@grpc/proto-loader';

/**
 * A revoked token, or an ended family.
 */
export interface RevocationInit {
  /**
   * base64url(SHA-256(user_id, a NUL, jti)), or the id of the family.
   */
  'tokenId'?: (string);
  /**
   * When it was revoked, ms.
   */
  'revokedAtMs'?: (number | string | Long);
  /**
   * When it would have expired, ms.
   */
  'expiresAtMs'?: (number | string | Long);
}

/**
 * A revoked token, or an ended family.
 */
export interface Revocation {
  /**
   * base64url(SHA-256(user_id, a NUL, jti)), or the id of the family.
   */
  'tokenId': (string);
  /**
   * When it was revoked, ms.
   */
  'revokedAtMs': (number);
  /**
   * When it would have expired, ms.
   */
  'expiresAtMs': (number);
}
