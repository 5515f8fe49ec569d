// Original file: collabry/memory/v1/idempotency.proto


/**
 * The lease is renewed.
 */
export interface RenewIdempotentResponseInit {
}

/**
 * The lease is renewed.
 */
export interface RenewIdempotentResponse {
}
