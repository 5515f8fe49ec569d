// Original file: collabry/memory/v1/memory.proto


/**
 * The family is over.
 */
export interface EndTokenFamilyResponseInit {
}

/**
 * The family is over.
 */
export interface EndTokenFamilyResponse {
}
