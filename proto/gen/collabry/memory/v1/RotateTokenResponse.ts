// Original file: collabry/memory/v1/tokens.proto

import type { Long } from '@grpc/proto-loader';

/**
 * The successor. Signing the same claims with the same key gives the same token, byte for byte.
 */
export interface RotateTokenResponseInit {
  /**
   * Its claim jti.
   */
  'successorJti'?: (string);
  /**
   * When it was issued, ms. It is the same for every repetition.
   */
  'issuedAtMs'?: (number | string | Long);
  /**
   * Id of the family in the list of revocations.
   */
  'familyId'?: (string);
}

/**
 * The successor. Signing the same claims with the same key gives the same token, byte for byte.
 */
export interface RotateTokenResponse {
  /**
   * Its claim jti.
   */
  'successorJti': (string);
  /**
   * When it was issued, ms. It is the same for every repetition.
   */
  'issuedAtMs': (number);
  /**
   * Id of the family in the list of revocations.
   */
  'familyId': (string);
}
