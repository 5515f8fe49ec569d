// Original file: collabry/llm/v1/llm.proto

import type { EmbedPurposeInit as _collabry_llm_v1_EmbedPurposeInit, EmbedPurpose as _collabry_llm_v1_EmbedPurpose } from '../../../collabry/llm/v1/EmbedPurpose';

/**
 * Texts to embed.
 */
export interface EmbedRequestInit {
  /**
   * On whose behalf; 1 to 256 characters.
   */
  'userId'?: (string);
  /**
   * 1 to 256 texts of 1 to 20,000 characters. A text over the model's own limit is embedded by its beginning.
   */
  'texts'?: (string)[];
  /**
   * Whether a person waits for the answer, or a background job.
   */
  'purpose'?: (_collabry_llm_v1_EmbedPurposeInit);
}

/**
 * Texts to embed.
 */
export interface EmbedRequest {
  /**
   * On whose behalf; 1 to 256 characters.
   */
  'userId': (string);
  /**
   * 1 to 256 texts of 1 to 20,000 characters. A text over the model's own limit is embedded by its beginning.
   */
  'texts': (string)[];
  /**
   * Whether a person waits for the answer, or a background job.
   */
  'purpose': (_collabry_llm_v1_EmbedPurpose);
}
