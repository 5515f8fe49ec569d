// Original file: collabry/memory/v1/tokens.proto


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
