// Original file: collabry/llm/v1/llm.proto


/**
 * Pieces of the answer that arrived within one turn of the event loop, in order.
 */
export interface DeltasInit {
  /**
   * The pieces; none is empty.
   */
  'texts'?: (string)[];
  /**
   * What a thinking model thought before or between them; none is empty. It is no part of the answer.
   */
  'reasoning'?: (string)[];
}

/**
 * Pieces of the answer that arrived within one turn of the event loop, in order.
 */
export interface Deltas {
  /**
   * The pieces; none is empty.
   */
  'texts': (string)[];
  /**
   * What a thinking model thought before or between them; none is empty. It is no part of the answer.
   */
  'reasoning': (string)[];
}
