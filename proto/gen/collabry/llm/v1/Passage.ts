// Original file: collabry/llm/v1/llm.proto


/**
 * A quoted piece of a document.
 */
export interface PassageInit {
  /**
   * The quoted text; at most 10,000 characters.
   */
  'content'?: (string);
  /**
   * Name of the document it is from.
   */
  'filename'?: (string);
  /**
   * Whether it means something near to the question, whatever its words.
   */
  'isNear'?: (boolean);
}

/**
 * A quoted piece of a document.
 */
export interface Passage {
  /**
   * The quoted text; at most 10,000 characters.
   */
  'content': (string);
  /**
   * Name of the document it is from.
   */
  'filename': (string);
  /**
   * Whether it means something near to the question, whatever its words.
   */
  'isNear': (boolean);
}
