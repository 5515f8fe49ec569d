// Original file: collabry/memory/v1/idempotency.proto


/**
 * The request is given back.
 */
export interface ReleaseIdempotentResponseInit {
}

/**
 * The request is given back.
 */
export interface ReleaseIdempotentResponse {
}
