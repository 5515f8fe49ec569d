// Original file: collabry/llm/v1/llm.proto

import type { ToolCallInit as _collabry_llm_v1_ToolCallInit, ToolCall as _collabry_llm_v1_ToolCall } from '../../../collabry/llm/v1/ToolCall';

/**
 * All calls of functions that one answer holds.
 */
export interface ToolCallsInit {
  /**
   * In the model's order; at most 128.
   */
  'calls'?: (_collabry_llm_v1_ToolCallInit)[];
}

/**
 * All calls of functions that one answer holds.
 */
export interface ToolCalls {
  /**
   * In the model's order; at most 128.
   */
  'calls': (_collabry_llm_v1_ToolCall)[];
}
