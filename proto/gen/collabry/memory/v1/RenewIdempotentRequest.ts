// Original file: collabry/memory/v1/idempotency.proto


/**
 * Renews a lease.
 */
export interface RenewIdempotentRequestInit {
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
 * Renews a lease.
 */
export interface RenewIdempotentRequest {
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
