// Original file: collabry/memory/v1/memory.proto


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
