// Original file: collabry/llm/v1/llm.proto

import type { MessageInit as _collabry_llm_v1_MessageInit, Message as _collabry_llm_v1_Message } from '../../../collabry/llm/v1/Message';
import type { BriefInit as _collabry_llm_v1_BriefInit, Brief as _collabry_llm_v1_Brief } from '../../../collabry/llm/v1/Brief';
import type { GeneratePurposeInit as _collabry_llm_v1_GeneratePurposeInit, GeneratePurpose as _collabry_llm_v1_GeneratePurpose } from '../../../collabry/llm/v1/GeneratePurpose';
import type { TextSpanInit as _collabry_llm_v1_TextSpanInit, TextSpan as _collabry_llm_v1_TextSpan } from '../../../collabry/llm/v1/TextSpan';
import type { Long } from '@grpc/proto-loader';

/**
 * One generation.
 */
export interface GenerateRequestInit {
  /**
   * On whose behalf; 1 to 256 characters.
   */
  'userId'?: (string);
  /**
   * The conversation, for upstream affinity; empty when there is none.
   */
  'sessionId'?: (string);
  /**
   * Name of the model; empty: the configured chat model.
   */
  'model'?: (string);
  /**
   * The prompt: instructions, then the history with the oldest message first, then the newest turn, which begins with the
   * user's last message. At most 1,000. When the prompt does not fit the model's window, non-system messages are left out
   * from the front, answers with their questions, a quarter of the window at once; the finish says how many. Text that
   * changes from turn to turn belongs into the newest turn: the model reuses its cache up to the first difference.
   */
  'messages'?: (_collabry_llm_v1_MessageInit)[];
  /**
   * JSON Schema (as JSON text, at most 64 KiB) that the output must satisfy; empty: free text. The extractive provider
   * refuses one that is not of its tasks with unsupported_parameter of the field json_schema.
   */
  'jsonSchema'?: (string);
  /**
   * Most tokens to generate; 0: the service's default.
   */
  'maxTokens'?: (number);
  /**
   * Sampling temperature, 0 to 2; unset: the model's default.
   */
  'temperature'?: (number | string);
  /**
   * The same request as data, for a provider that works without a language model.
   */
  'brief'?: (_collabry_llm_v1_BriefInit | null);
  /**
   * Functions the model may call, as OpenAI has them (JSON text, at most 64 KiB: an array of at most 128
   * {"type":"function","function":{"name","description","parameters"}}); empty: none. A model that cannot call
   * functions, such as the extractive provider, refuses with unsupported_parameter of the field tools_json.
   */
  'toolsJson'?: (string);
  /**
   * "auto", "none", "required" or the name of the one function to call; empty: the model's default. Ollama does not know the
   * last two: its answer is then bound by a JSON schema to be one call. An answer without the call is refused with
   * unsupported_parameter of the field tool_choice.
   */
  'toolChoice'?: (string);
  /**
   * Whether a person waits for the answer, or a background job.
   */
  'purpose'?: (_collabry_llm_v1_GeneratePurposeInit);
  /**
   * Parts of the prompt that are left out when it is longer than the model's window, such as quoted passages: the last one
   * first. In order, without overlap; at most 50. If the brief has as many passages, passage n is left out with part n.
   */
  'droppable'?: (_collabry_llm_v1_TextSpanInit)[];
  /**
   * Number of droppable parts that stay. A prompt that is too long with these is refused like any other.
   */
  'droppableMin'?: (number);
  /**
   * Share of the probability mass that tokens are drawn from, 0 to 1; unset: the model's default.
   */
  'topP'?: (number | string);
  /**
   * Seed of the sampling: the same request with the same seed gives the same answer as far as the model server can; unset:
   * a random one. At most 2^53 - 1 in size.
   */
  'seed'?: (number | string | Long);
  /**
   * Texts at which the answer ends, without them. At most 4 of 1 to 256 characters.
   */
  'stop'?: (string)[];
  /**
   * Penalty of tokens that occurred before, -2 to 2; unset: the model's default.
   */
  'presencePenalty'?: (number | string);
  /**
   * Penalty of tokens by how often they occurred before, -2 to 2; unset: the model's default.
   */
  'frequencyPenalty'?: (number | string);
  /**
   * How much the model reasons before it answers: "none", "minimal", "low", "medium", "high", "xhigh" or "max"; empty: the
   * model's default, or of a model in Ollama the least, for a brief whose task is neither chat nor answer. Ollama knows "none",
   * "low", "medium" and "high", and takes the others as their neighbours. A model that does not reason refuses all but "none"
   * with unsupported_parameter of the field reasoning_effort.
   */
  'reasoningEffort'?: (string);
  /**
   * The prompt reaches the model whole or not at all: one that is longer than the window is refused with
   * context_length_exceeded of the field messages, instead of being sent without its oldest messages.
   */
  'wholePrompt'?: (boolean);
  /**
   * The caller shows nothing before the end of the answer: its texts may come together, and up to 50 ms late, which costs
   * both sides less.
   */
  'wholeAnswer'?: (boolean);
  '_temperature'?: "temperature";
  '_topP'?: "topP";
  '_seed'?: "seed";
  '_presencePenalty'?: "presencePenalty";
  '_frequencyPenalty'?: "frequencyPenalty";
}

/**
 * One generation.
 */
export interface GenerateRequest {
  /**
   * On whose behalf; 1 to 256 characters.
   */
  'userId': (string);
  /**
   * The conversation, for upstream affinity; empty when there is none.
   */
  'sessionId': (string);
  /**
   * Name of the model; empty: the configured chat model.
   */
  'model': (string);
  /**
   * The prompt: instructions, then the history with the oldest message first, then the newest turn, which begins with the
   * user's last message. At most 1,000. When the prompt does not fit the model's window, non-system messages are left out
   * from the front, answers with their questions, a quarter of the window at once; the finish says how many. Text that
   * changes from turn to turn belongs into the newest turn: the model reuses its cache up to the first difference.
   */
  'messages': (_collabry_llm_v1_Message)[];
  /**
   * JSON Schema (as JSON text, at most 64 KiB) that the output must satisfy; empty: free text. The extractive provider
   * refuses one that is not of its tasks with unsupported_parameter of the field json_schema.
   */
  'jsonSchema': (string);
  /**
   * Most tokens to generate; 0: the service's default.
   */
  'maxTokens': (number);
  /**
   * Sampling temperature, 0 to 2; unset: the model's default.
   */
  'temperature'?: (number);
  /**
   * The same request as data, for a provider that works without a language model.
   */
  'brief': (_collabry_llm_v1_Brief | null);
  /**
   * Functions the model may call, as OpenAI has them (JSON text, at most 64 KiB: an array of at most 128
   * {"type":"function","function":{"name","description","parameters"}}); empty: none. A model that cannot call
   * functions, such as the extractive provider, refuses with unsupported_parameter of the field tools_json.
   */
  'toolsJson': (string);
  /**
   * "auto", "none", "required" or the name of the one function to call; empty: the model's default. Ollama does not know the
   * last two: its answer is then bound by a JSON schema to be one call. An answer without the call is refused with
   * unsupported_parameter of the field tool_choice.
   */
  'toolChoice': (string);
  /**
   * Whether a person waits for the answer, or a background job.
   */
  'purpose': (_collabry_llm_v1_GeneratePurpose);
  /**
   * Parts of the prompt that are left out when it is longer than the model's window, such as quoted passages: the last one
   * first. In order, without overlap; at most 50. If the brief has as many passages, passage n is left out with part n.
   */
  'droppable': (_collabry_llm_v1_TextSpan)[];
  /**
   * Number of droppable parts that stay. A prompt that is too long with these is refused like any other.
   */
  'droppableMin': (number);
  /**
   * Share of the probability mass that tokens are drawn from, 0 to 1; unset: the model's default.
   */
  'topP'?: (number);
  /**
   * Seed of the sampling: the same request with the same seed gives the same answer as far as the model server can; unset:
   * a random one. At most 2^53 - 1 in size.
   */
  'seed'?: (number);
  /**
   * Texts at which the answer ends, without them. At most 4 of 1 to 256 characters.
   */
  'stop': (string)[];
  /**
   * Penalty of tokens that occurred before, -2 to 2; unset: the model's default.
   */
  'presencePenalty'?: (number);
  /**
   * Penalty of tokens by how often they occurred before, -2 to 2; unset: the model's default.
   */
  'frequencyPenalty'?: (number);
  /**
   * How much the model reasons before it answers: "none", "minimal", "low", "medium", "high", "xhigh" or "max"; empty: the
   * model's default, or of a model in Ollama the least, for a brief whose task is neither chat nor answer. Ollama knows "none",
   * "low", "medium" and "high", and takes the others as their neighbours. A model that does not reason refuses all but "none"
   * with unsupported_parameter of the field reasoning_effort.
   */
  'reasoningEffort': (string);
  /**
   * The prompt reaches the model whole or not at all: one that is longer than the window is refused with
   * context_length_exceeded of the field messages, instead of being sent without its oldest messages.
   */
  'wholePrompt': (boolean);
  /**
   * The caller shows nothing before the end of the answer: its texts may come together, and up to 50 ms late, which costs
   * both sides less.
   */
  'wholeAnswer': (boolean);
  '_temperature'?: "temperature";
  '_topP'?: "topP";
  '_seed'?: "seed";
  '_presencePenalty'?: "presencePenalty";
  '_frequencyPenalty'?: "frequencyPenalty";
}
