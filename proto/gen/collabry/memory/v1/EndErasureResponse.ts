// Original file: collabry/memory/v1/erasure.proto


/**
 * The erasure has ended. The user id is deleted from its record.
 */
export interface EndErasureResponseInit {
}

/**
 * The erasure has ended. The user id is deleted from its record.
 */
export interface EndErasureResponse {
}
