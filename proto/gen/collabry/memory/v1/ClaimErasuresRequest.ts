// Original file: collabry/memory/v1/erasure.proto


/**
 * Asks for unfinished erasures.
 */
export interface ClaimErasuresRequestInit {
  /**
   * The name of the calling service.
   */
  'userId'?: (string);
  /**
   * Maximum number, 1 to 100; 0: 10.
   */
  'limit'?: (number);
}

/**
 * Asks for unfinished erasures.
 */
export interface ClaimErasuresRequest {
  /**
   * The name of the calling service.
   */
  'userId': (string);
  /**
   * Maximum number, 1 to 100; 0: 10.
   */
  'limit': (number);
}
