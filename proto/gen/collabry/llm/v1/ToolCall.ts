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
   * Its arguments: a JSON object as text. The model wrote it: it is to be checked like any input.
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
   * Its arguments: a JSON object as text. The model wrote it: it is to be checked like any input.
   */
  'argumentsJson': (string);
}
