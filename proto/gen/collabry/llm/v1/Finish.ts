// Original file: collabry/llm/v1/llm.proto

import type { FinishReasonInit as _collabry_llm_v1_FinishReasonInit, FinishReason as _collabry_llm_v1_FinishReason } from '../../../collabry/llm/v1/FinishReason';
import type { UsageInit as _collabry_llm_v1_UsageInit, Usage as _collabry_llm_v1_Usage } from '../../../collabry/llm/v1/Usage';

/**
 * How a generation ended.
 */
export interface FinishInit {
  /**
   * Why it ended.
   */
  'reason'?: (_collabry_llm_v1_FinishReasonInit);
  /**
   * The model that answered, or "builtin-extractive".
   */
  'model'?: (string);
  /**
   * What it cost.
   */
  'usage'?: (_collabry_llm_v1_UsageInit | null);
  /**
   * The provider says itself that the sources hold no answer; a language model never does.
   */
  'unanswered'?: (boolean);
}

/**
 * How a generation ended.
 */
export interface Finish {
  /**
   * Why it ended.
   */
  'reason': (_collabry_llm_v1_FinishReason);
  /**
   * The model that answered, or "builtin-extractive".
   */
  'model': (string);
  /**
   * What it cost.
   */
  'usage': (_collabry_llm_v1_Usage | null);
  /**
   * The provider says itself that the sources hold no answer; a language model never does.
   */
  'unanswered': (boolean);
}
