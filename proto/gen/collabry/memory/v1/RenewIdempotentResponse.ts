// Original file: collabry/memory/v1/idempotency.proto


/**
 * The request is held.
 */
export interface RenewIdempotentResponseInit {
}

/**
 * The request is held.
 */
export interface RenewIdempotentResponse {
}
