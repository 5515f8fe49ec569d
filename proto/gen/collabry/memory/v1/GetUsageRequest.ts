// Original file: collabry/memory/v1/usage.proto


/**
 * Asks for usage.
 */
export interface GetUsageRequestInit {
  /**
   * Whose usage.
   */
  'userId'?: (string);
  /**
   * First day: YYYY-MM-DD; empty: today.
   */
  'from'?: (string);
  /**
   * Last day: YYYY-MM-DD; empty: today.
   */
  'to'?: (string);
}

/**
 * Asks for usage.
 */
export interface GetUsageRequest {
  /**
   * Whose usage.
   */
  'userId': (string);
  /**
   * First day: YYYY-MM-DD; empty: today.
   */
  'from': (string);
  /**
   * Last day: YYYY-MM-DD; empty: today.
   */
  'to': (string);
}
