// Original file: collabry/llm/v1/llm.proto


/**
 * A part of the prompt.
 */
export interface TextSpanInit {
  /**
   * Index of the message in GenerateRequest.messages.
   */
  'message'?: (number);
  /**
   * Index of its first UTF-16 code unit in the content of the message.
   */
  'start'?: (number);
  /**
   * Index of the code unit after its last one.
   */
  'end'?: (number);
}

/**
 * A part of the prompt.
 */
export interface TextSpan {
  /**
   * Index of the message in GenerateRequest.messages.
   */
  'message': (number);
  /**
   * Index of its first UTF-16 code unit in the content of the message.
   */
  'start': (number);
  /**
   * Index of the code unit after its last one.
   */
  'end': (number);
}
