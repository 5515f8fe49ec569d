// Original file: collabry/llm/v1/llm.proto


/**
 * Pieces of the answer that arrived together, in order.
 */
export interface DeltasInit {
  /**
   * The pieces; none is empty. LF is the only line end: CR LF and CR are replaced before they are sent.
   */
  'texts'?: (string)[];
  /**
   * Reasoning of the model before or between them, which is no part of the answer; none is empty, LF is the only line end.
   */
  'reasoning'?: (string)[];
  /**
   * The texts are quotes by the provider without a model: numbers in brackets in them belong to the document, and are kept.
   */
  'quoted'?: (boolean);
}

/**
 * Pieces of the answer that arrived together, in order.
 */
export interface Deltas {
  /**
   * The pieces; none is empty. LF is the only line end: CR LF and CR are replaced before they are sent.
   */
  'texts': (string)[];
  /**
   * Reasoning of the model before or between them, which is no part of the answer; none is empty, LF is the only line end.
   */
  'reasoning': (string)[];
  /**
   * The texts are quotes by the provider without a model: numbers in brackets in them belong to the document, and are kept.
   */
  'quoted': (boolean);
}
