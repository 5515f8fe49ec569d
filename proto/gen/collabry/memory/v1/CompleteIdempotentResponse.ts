// Original file: collabry/memory/v1/idempotency.proto


/**
 * The answer is stored.
 */
export interface CompleteIdempotentResponseInit {
}

/**
 * The answer is stored.
 */
export interface CompleteIdempotentResponse {
}
