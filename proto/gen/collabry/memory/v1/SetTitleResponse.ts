// Original file: collabry/memory/v1/sessions.proto


/**
 * Whether the title was changed.
 */
export interface SetTitleResponseInit {
  /**
   * False: the session has another title.
   */
  'changed'?: (boolean);
}

/**
 * Whether the title was changed.
 */
export interface SetTitleResponse {
  /**
   * False: the session has another title.
   */
  'changed': (boolean);
}
