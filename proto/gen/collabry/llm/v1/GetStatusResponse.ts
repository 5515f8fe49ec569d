// Original file: collabry/llm/v1/llm.proto

import type { StateInit as _collabry_llm_v1_StateInit, State as _collabry_llm_v1_State } from '../../../collabry/llm/v1/State';
import type { OfferedModelInit as _collabry_llm_v1_OfferedModelInit, OfferedModel as _collabry_llm_v1_OfferedModel } from '../../../collabry/llm/v1/OfferedModel';

/**
 * The state of the service.
 */
export interface GetStatusResponseInit {
  /**
   * "ollama", "openai" or "builtin".
   */
  'provider'?: (string);
  /**
   * The chat model; "builtin-extractive" without one.
   */
  'chatModel'?: (string);
  /**
   * The embedding model; empty: there is none, search works by words alone.
   */
  'embeddingModel'?: (string);
  /**
   * Components of a vector; 0: unknown yet, or there is no embedding model.
   */
  'embeddingDimension'?: (number);
  /**
   * State of the model server.
   */
  'state'?: (_collabry_llm_v1_StateInit);
  /**
   * Why it is not healthy: a sentence without host names; empty when healthy.
   */
  'detail'?: (string);
  /**
   * The models that can be asked for by name.
   */
  'models'?: (_collabry_llm_v1_OfferedModelInit)[];
  /**
   * The chat model's window in tokens, prompt and answer together; 0: unlimited, or unknown while the model is away.
   */
  'contextTokensMax'?: (number);
  /**
   * Whether the chat model can call functions.
   */
  'callsTools'?: (boolean);
  /**
   * Why the embedding model that is configured does not work: a sentence without host names; empty: it works, or none is
   * wanted.
   */
  'embeddingDetail'?: (string);
}

/**
 * The state of the service.
 */
export interface GetStatusResponse {
  /**
   * "ollama", "openai" or "builtin".
   */
  'provider': (string);
  /**
   * The chat model; "builtin-extractive" without one.
   */
  'chatModel': (string);
  /**
   * The embedding model; empty: there is none, search works by words alone.
   */
  'embeddingModel': (string);
  /**
   * Components of a vector; 0: unknown yet, or there is no embedding model.
   */
  'embeddingDimension': (number);
  /**
   * State of the model server.
   */
  'state': (_collabry_llm_v1_State);
  /**
   * Why it is not healthy: a sentence without host names; empty when healthy.
   */
  'detail': (string);
  /**
   * The models that can be asked for by name.
   */
  'models': (_collabry_llm_v1_OfferedModel)[];
  /**
   * The chat model's window in tokens, prompt and answer together; 0: unlimited, or unknown while the model is away.
   */
  'contextTokensMax': (number);
  /**
   * Whether the chat model can call functions.
   */
  'callsTools': (boolean);
  /**
   * Why the embedding model that is configured does not work: a sentence without host names; empty: it works, or none is
   * wanted.
   */
  'embeddingDetail': (string);
}
