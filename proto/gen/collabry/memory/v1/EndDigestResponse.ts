// Original file: collabry/memory/v1/turns.proto


/**
 * It is noted.
 */
export interface EndDigestResponseInit {
}

/**
 * It is noted.
 */
export interface EndDigestResponse {
}
