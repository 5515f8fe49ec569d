// Original file: collabry/llm/v1/llm.proto


/**
 * Pieces of the answer that arrived within one turn of the event loop, in order.
 */
export interface DeltasInit {
  /**
   * The pieces; none is empty.
   */
  'texts'?: (string)[];
}

/**
 * Pieces of the answer that arrived within one turn of the event loop, in order.
 */
export interface Deltas {
  /**
   * The pieces; none is empty.
   */
  'texts': (string)[];
}
