// Original file: collabry/memory/v1/memory.proto


/**
 * Whether the title was changed.
 */
export interface EntitleSessionResponseInit {
  /**
   * False: it has another one by now.
   */
  'changed'?: (boolean);
}

/**
 * Whether the title was changed.
 */
export interface EntitleSessionResponse {
  /**
   * False: it has another one by now.
   */
  'changed': (boolean);
}
