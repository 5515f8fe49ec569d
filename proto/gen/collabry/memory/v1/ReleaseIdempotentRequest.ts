// Original file: collabry/memory/v1/idempotency.proto


/**
 * Gives a request back.
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
   * What BeginIdempotent returned.
   */
  'leaseId'?: (string);
}

/**
 * Gives a request back.
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
   * What BeginIdempotent returned.
   */
  'leaseId': (string);
}
