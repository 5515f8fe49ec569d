// Original file: collabry/memory/v1/idempotency.proto


/**
 * Holds a request.
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
   * What BeginIdempotent returned.
   */
  'leaseId'?: (string);
}

/**
 * Holds a request.
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
   * What BeginIdempotent returned.
   */
  'leaseId': (string);
}
