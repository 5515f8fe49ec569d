// Original file: collabry/memory/v1/memory.proto


/**
 * Begins a request.
 */
export interface BeginIdempotentRequestInit {
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
   * Hash of the body, at most 128 characters: another body is another request.
   */
  'bodyHash'?: (string);
}

/**
 * Begins a request.
 */
export interface BeginIdempotentRequest {
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
   * Hash of the body, at most 128 characters: another body is another request.
   */
  'bodyHash': (string);
}
