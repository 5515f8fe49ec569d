// Original file: collabry/memory/v1/idempotency.proto


/**
 * The lease is released.
 */
export interface ReleaseIdempotentResponseInit {
}

/**
 * The lease is released.
 */
export interface ReleaseIdempotentResponse {
}
