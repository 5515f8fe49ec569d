// Original file: collabry/llm/v1/llm.proto


/**
 * Counts of one generation.
 */
export interface UsageInit {
  /**
   * Tokens of the prompt as the model counted them, or an estimate if it reported none; for the extractive provider, words.
   */
  'promptTokens'?: (number);
  /**
   * Tokens generated; for the extractive provider, words.
   */
  'completionTokens'?: (number);
  /**
   * The model's window in tokens; 0: unknown or unlimited.
   */
  'contextTokensMax'?: (number);
  /**
   * Messages of the request that were sent to the model.
   */
  'messagesUsed'?: (number);
  /**
   * Messages of the request that were left out because they did not fit.
   */
  'messagesLeftOut'?: (number);
  /**
   * Droppable parts of the request that were left out because they did not fit.
   */
  'partsLeftOut'?: (number);
}

/**
 * Counts of one generation.
 */
export interface Usage {
  /**
   * Tokens of the prompt as the model counted them, or an estimate if it reported none; for the extractive provider, words.
   */
  'promptTokens': (number);
  /**
   * Tokens generated; for the extractive provider, words.
   */
  'completionTokens': (number);
  /**
   * The model's window in tokens; 0: unknown or unlimited.
   */
  'contextTokensMax': (number);
  /**
   * Messages of the request that were sent to the model.
   */
  'messagesUsed': (number);
  /**
   * Messages of the request that were left out because they did not fit.
   */
  'messagesLeftOut': (number);
  /**
   * Droppable parts of the request that were left out because they did not fit.
   */
  'partsLeftOut': (number);
}
