// Original file: collabry/memory/v1/sessions.proto


/**
 * Whether the title was changed.
 */
export interface SetTitleResponseInit {
  /**
   * False: it has another one by now.
   */
  'changed'?: (boolean);
}

/**
 * Whether the title was changed.
 */
export interface SetTitleResponse {
  /**
   * False: it has another one by now.
   */
  'changed': (boolean);
}
