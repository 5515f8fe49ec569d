import { AppError } from '@collabry/runtime/errors'
import { wrongField } from '@collabry/runtime/validation'
import type { Caller } from '../core/caller'
import type { ModelPart, PromptMessage, ToolDefinition } from '../generation/llm'

/** The llm service as a client of OpenAI's API uses it: nothing is added to a prompt, nothing is kept. */
export interface Models {
  /** Streams the answer. Line ends are LF only. Errors as AppError, before the first part also on a field of the prompt. */
  complete(prompt: Prompt, caller: Caller): AsyncGenerator<ModelPart>
  /**
   * Vectors of at most EMBED_TEXTS_MAX texts and EMBED_CHARS_MAX characters, in order. Errors: unavailable, model_not_found
   * (there is no embedding model).
   */
  embed(texts: string[], purpose: EmbedPurpose, caller: Caller): AsyncGenerator<EmbeddedPart>
  available(caller: Caller): Promise<Available>
}

/** Most texts of one call of the port. */
export const EMBED_TEXTS_MAX = 256
/** Most characters of one call: at 3 bytes each, 3 MB. */
export const EMBED_CHARS_MAX = 1_000_000

/** `query`: a user waits for the vectors. `document`: background work. */
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
  /** Left out: the model's default. */
  reasoningEffort?: ReasoningEffort
  /** Refuse a prompt that is longer than the model's window, instead of leaving out its oldest messages. */
  wholePrompt?: boolean
  /** Nothing is shown before the end of the answer: its texts may come together, and a little later. */
  wholeAnswer: boolean
}

export const REASONING_EFFORTS = ['none', 'minimal', 'low', 'medium', 'high', 'xhigh', 'max'] as const
type ReasoningEffort = (typeof REASONING_EFFORTS)[number]

/** Sampling of tokens; unset fields are the model's defaults. */
export interface Sampling {
  temperature?: number
  topP?: number
  seed?: number
  presencePenalty?: number
  frequencyPenalty?: number
}

interface EmbeddedPart {
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

interface ListedModels {
  models: OfferedModel[]
  provider: string
}

export type ListModels = (caller: Caller) => Promise<ListedModels>

/** The time of a model for which none is known. */
const STARTED_EPOCH_MS = Date.now()

/** Models that can be requested by name: configured models first, each once. */
export const createListModels =
  (models: Pick<Models, 'available'>): ListModels =>
  async (caller) => {
    const { chatModel, embeddingModel, models: others, provider } = await models.available(caller)
    const listed: OfferedModel[] = []
    for (const name of [chatModel, embeddingModel, ...others.map((other) => other.name)]) {
      if (name === '' || listed.some((known) => isSameModel(known.name, name))) continue
      const createdEpochMs = others.find((other) => isSameModel(other.name, name))?.createdEpochMs || STARTED_EPOCH_MS
      listed.push({ name, createdEpochMs })
    }
    return { models: listed, provider }
  }

/** Whether two names mean one model: a name without a tag has the tag `latest`, as model servers have it. */
export const isSameModel = (one: string, other: string): boolean => tagged(one) === tagged(other)

const tagged = (name: string) => (name.includes(':') ? name : `${name}:latest`)

/** The refusal of a name that no model has, as clients of OpenAI's API know it. */
export const modelNotFound = (cause?: unknown): AppError =>
  wrongField('model', 'is no model that is installed here; see GET /v1/models', { code: 'model_not_found', cause })

/** The same failure, with its fields as the caller knows them. */
export function renameFields(error: unknown, names: Record<string, string>): unknown {
  if (!(error instanceof AppError) || !error.fields?.some(({ field }) => field in names)) return error
  const fields = error.fields.map(({ field, message }) => ({ field: names[field] ?? field, message }))
  const rules = fields.map(({ field, message }) => `${field} ${message}`).join('; ')
  // Clients know this one by its sentence.
  const detail = error.code === 'context_length_exceeded' ? error.message : `${rules}.`
  return new AppError(error.code, detail, { cause: error, fields })
}
