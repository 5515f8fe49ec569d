// Original file: collabry/memory/v1/turns.proto


/**
 * A question and its answer.
 */
export interface RecalledTurnInit {
  /**
   * Id of the user's message.
   */
  'userMessageId'?: (string);
  /**
   * Id of the assistant's message.
   */
  'assistantMessageId'?: (string);
  /**
   * The question.
   */
  'question'?: (string);
  /**
   * The answer.
   */
  'answer'?: (string);
}

/**
 * A question and its answer.
 */
export interface RecalledTurn {
  /**
   * Id of the user's message.
   */
  'userMessageId': (string);
  /**
   * Id of the assistant's message.
   */
  'assistantMessageId': (string);
  /**
   * The question.
   */
  'question': (string);
  /**
   * The answer.
   */
  'answer': (string);
}
