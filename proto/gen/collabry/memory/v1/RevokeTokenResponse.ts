// Original file: collabry/memory/v1/memory.proto


/**
 * The token is revoked.
 */
export interface RevokeTokenResponseInit {
}

/**
 * The token is revoked.
 */
export interface RevokeTokenResponse {
}
