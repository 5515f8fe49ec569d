// Original file: collabry/memory/v1/tokens.proto


/**
 * The family is over.
 */
export interface EndTokenFamilyResponseInit {
  /**
   * Names the family in the list of what is revoked.
   */
  'familyId'?: (string);
}

/**
 * The family is over.
 */
export interface EndTokenFamilyResponse {
  /**
   * Names the family in the list of what is revoked.
   */
  'familyId': (string);
}
