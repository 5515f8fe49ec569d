// Original file: collabry/memory/v1/idempotency.proto


/**
 * A header of an answer.
 */
export interface HeaderInit {
  /**
   * Its name.
   */
  'name'?: (string);
  /**
   * Its value.
   */
  'value'?: (string);
}

/**
 * A header of an answer.
 */
export interface Header {
  /**
   * Its name.
   */
  'name': (string);
  /**
   * Its value.
   */
  'value': (string);
}
