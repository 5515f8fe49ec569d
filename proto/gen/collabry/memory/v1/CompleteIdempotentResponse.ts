// Original file: collabry/memory/v1/idempotency.proto


/**
 * The answer is kept.
 */
export interface CompleteIdempotentResponseInit {
}

/**
 * The answer is kept.
 */
export interface CompleteIdempotentResponse {
}
