// Original file: collabry/memory/v1/erasure.proto


/**
 * The erasure has ended; the user's name is kept no longer.
 */
export interface EndErasureResponseInit {
}

/**
 * The erasure has ended; the user's name is kept no longer.
 */
export interface EndErasureResponse {
}
