// Original file: collabry/memory/v1/idempotency.proto


/**
 * Whether it is known.
 */
export interface FindIdempotentResponseInit {
  /**
   * It was begun and is still kept, with an answer or without.
   */
  'isKnown'?: (boolean);
}

/**
 * Whether it is known.
 */
export interface FindIdempotentResponse {
  /**
   * It was begun and is still kept, with an answer or without.
   */
  'isKnown': (boolean);
}
