// Original file: collabry/memory/v1/turns.proto


/**
 * The claim has ended.
 */
export interface EndDigestResponseInit {
}

/**
 * The claim has ended.
 */
export interface EndDigestResponse {
}
