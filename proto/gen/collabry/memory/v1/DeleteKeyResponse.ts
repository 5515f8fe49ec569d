// Original file: collabry/memory/v1/keys.proto


/**
 * The key is deleted.
 */
export interface DeleteKeyResponseInit {
}

/**
 * The key is deleted.
 */
export interface DeleteKeyResponse {
}
