import type { Caller } from '../core/caller'
import type { ModelPart, PromptMessage, ToolDefinition } from '../generation/model-part'

/** The llm service as a client of OpenAI's API uses it: nothing is added to a prompt, nothing is kept. */
export interface Models {
  /** Streams the answer. Line ends are LF only. Errors as AppError, before the first part also on a field of the prompt. */
  complete(prompt: Prompt, caller: Caller): AsyncGenerator<ModelPart>
  /** Vectors of at most EMBED_TEXTS_MAX texts and EMBED_CHARS_MAX characters, in order. Errors: unavailable, model_not_found (there is no embedding model). */
  embed(texts: string[], purpose: EmbedPurpose, caller: Caller): AsyncGenerator<EmbeddedPart>
  available(caller: Caller): Promise<Available>
}

/** Most texts of one call of the port. */
export const EMBED_TEXTS_MAX = 256
/** Most characters of one call: at 3 bytes each, 3 MB. */
export const EMBED_CHARS_MAX = 1_000_000

/** Whether a person waits for the vectors, or a job that fills a store. */
export type EmbedPurpose = 'query' | 'document'

export interface Prompt {
  /** Empty: the configured chat model. */
  model: string
  messages: PromptMessage[]
  tools: ToolDefinition[]
  /** `auto`, `none`, `required` or the name of the one to call; empty: the model's default. */
  toolChoice: string
  /** Words at which the answer ends, without them. */
  stop: string[]
  jsonSchema?: Record<string, unknown>
  maxTokens?: number
  /** False: of several calls of functions only the first one is given. */
  parallelToolCalls: boolean
  sampling: Sampling
}

/** Sampling of tokens; unset fields are the model's defaults. */
export interface Sampling {
  temperature?: number
  topP?: number
  seed?: number
  presencePenalty?: number
  frequencyPenalty?: number
}

export interface EmbeddedPart {
  model: string
  /** Vectors of unit length as little-endian float32. */
  vectors: Uint8Array[]
}

export interface OfferedModel {
  name: string
  /** When the model was installed; 0: unknown. */
  createdEpochMs: number
}

export interface Available {
  provider: string
  chatModel: string
  /** Empty: none. */
  embeddingModel: string
  /** Models that can be requested by name. */
  models: OfferedModel[]
}
