// Original file: collabry/llm/v1/llm.proto

import type { DeltasInit as _collabry_llm_v1_DeltasInit, Deltas as _collabry_llm_v1_Deltas } from '../../../collabry/llm/v1/Deltas';
import type { FinishInit as _collabry_llm_v1_FinishInit, Finish as _collabry_llm_v1_Finish } from '../../../collabry/llm/v1/Finish';
import type { ToolCallsInit as _collabry_llm_v1_ToolCallsInit, ToolCalls as _collabry_llm_v1_ToolCalls } from '../../../collabry/llm/v1/ToolCalls';

/**
 * A part of a generation: any number of deltas, then exactly one finish.
 */
export interface GenerateResponseInit {
  /**
   * Text, as soon as the model gave it.
   */
  'deltas'?: (_collabry_llm_v1_DeltasInit | null);
  /**
   * The end; nothing follows.
   */
  'finish'?: (_collabry_llm_v1_FinishInit | null);
  /**
   * Functions the model calls, complete; the finish follows.
   */
  'toolCalls'?: (_collabry_llm_v1_ToolCallsInit | null);
  /**
   * Droppable parts of the request that were left out of the prompt. Set in the first message, whatever it holds.
   */
  'partsLeftOut'?: (number);
  /**
   * Which part this is.
   */
  'event'?: "deltas"|"finish"|"toolCalls";
}

/**
 * A part of a generation: any number of deltas, then exactly one finish.
 */
export interface GenerateResponse {
  /**
   * Text, as soon as the model gave it.
   */
  'deltas'?: (_collabry_llm_v1_Deltas | null);
  /**
   * The end; nothing follows.
   */
  'finish'?: (_collabry_llm_v1_Finish | null);
  /**
   * Functions the model calls, complete; the finish follows.
   */
  'toolCalls'?: (_collabry_llm_v1_ToolCalls | null);
  /**
   * Droppable parts of the request that were left out of the prompt. Set in the first message, whatever it holds.
   */
  'partsLeftOut': (number);
  /**
   * Which part this is.
   */
  'event'?: "deltas"|"finish"|"toolCalls";
}
