// Original file: collabry/memory/v1/idempotency.proto


/**
 * Looks for a request.
 */
export interface FindIdempotentRequestInit {
  /**
   * Whose; 1 to 256 characters.
   */
  'userId'?: (string);
  /**
   * Method and route; at most 200 characters.
   */
  'route'?: (string);
  /**
   * Its Idempotency-Key; at most 255 characters.
   */
  'key'?: (string);
}

/**
 * Looks for a request.
 */
export interface FindIdempotentRequest {
  /**
   * Whose; 1 to 256 characters.
   */
  'userId': (string);
  /**
   * Method and route; at most 200 characters.
   */
  'route': (string);
  /**
   * Its Idempotency-Key; at most 255 characters.
   */
  'key': (string);
}
