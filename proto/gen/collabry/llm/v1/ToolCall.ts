// Original file: collabry/llm/v1/llm.proto


/**
 * One call of a function by the model. Who asked for the generation runs it, or does not.
 */
export interface ToolCallInit {
  /**
   * Tells the calls of one answer apart; at most 256 characters.
   */
  'id'?: (string);
  /**
   * Name of the function.
   */
  'name'?: (string);
  /**
   * Its arguments: meant to be a JSON object as text. The model wrote it and may have broken it: it is to be checked like
   * any input. In a prompt any text is taken; one that is no object reaches the model as {"arguments": text}.
   */
  'argumentsJson'?: (string);
}

/**
 * One call of a function by the model. Who asked for the generation runs it, or does not.
 */
export interface ToolCall {
  /**
   * Tells the calls of one answer apart; at most 256 characters.
   */
  'id': (string);
  /**
   * Name of the function.
   */
  'name': (string);
  /**
   * Its arguments: meant to be a JSON object as text. The model wrote it and may have broken it: it is to be checked like
   * any input. In a prompt any text is taken; one that is no object reaches the model as {"arguments": text}.
   */
  'argumentsJson': (string);
}
