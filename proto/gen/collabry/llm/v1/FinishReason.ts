// Original file: collabry/llm/v1/llm.proto

/**
 * Why a generation ended.
 */
export const FinishReason = {
  /**
   * Never sent.
   */
  FINISH_REASON_UNSPECIFIED: 'FINISH_REASON_UNSPECIFIED',
  /**
   * The model was done.
   */
  FINISH_REASON_STOP: 'FINISH_REASON_STOP',
  /**
   * max_tokens or the model's window was reached, or the model server cut the answer because the model repeated itself.
   */
  FINISH_REASON_LENGTH: 'FINISH_REASON_LENGTH',
  /**
   * The model called functions and waits for their results.
   */
  FINISH_REASON_TOOL_CALLS: 'FINISH_REASON_TOOL_CALLS',
} as const;

/**
 * Why a generation ended.
 */
export type FinishReasonInit =
  /**
   * Never sent.
   */
  | 'FINISH_REASON_UNSPECIFIED'
  | 0
  /**
   * The model was done.
   */
  | 'FINISH_REASON_STOP'
  | 1
  /**
   * max_tokens or the model's window was reached, or the model server cut the answer because the model repeated itself.
   */
  | 'FINISH_REASON_LENGTH'
  | 2
  /**
   * The model called functions and waits for their results.
   */
  | 'FINISH_REASON_TOOL_CALLS'
  | 3

/**
 * Why a generation ended.
 */
export type FinishReason = typeof FinishReason[keyof typeof FinishReason]
