// Original file: collabry/memory/v1/tokens.proto


/**
 * The family has ended.
 */
export interface EndTokenFamilyResponseInit {
  /**
   * Id of the family in the list of revocations.
   */
  'familyId'?: (string);
}

/**
 * The family has ended.
 */
export interface EndTokenFamilyResponse {
  /**
   * Id of the family in the list of revocations.
   */
  'familyId': (string);
}
