// Original file: collabry/memory/v1/idempotency.proto


/**
 * Releases a lease.
 */
export interface ReleaseIdempotentRequestInit {
  /**
   * Whose request.
   */
  'userId'?: (string);
  /**
   * Method and route, at most 200 characters.
   */
  'route'?: (string);
  /**
   * The client's key, 1 to 255 characters.
   */
  'key'?: (string);
  /**
   * From BeginIdempotent.
   */
  'leaseId'?: (string);
}

/**
 * Releases a lease.
 */
export interface ReleaseIdempotentRequest {
  /**
   * Whose request.
   */
  'userId': (string);
  /**
   * Method and route, at most 200 characters.
   */
  'route': (string);
  /**
   * The client's key, 1 to 255 characters.
   */
  'key': (string);
  /**
   * From BeginIdempotent.
   */
  'leaseId': (string);
}
