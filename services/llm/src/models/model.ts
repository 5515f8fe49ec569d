import type { Brief } from '@collabry/extractive/brief'
import { toAppError } from '@collabry/runtime/errors'
import { iterateInSpan, runInSpan, type Span, startSpan } from '@collabry/runtime/trace'

/** The port of model providers. Domain types only: no driver, no proto. */
export interface Model extends AsyncDisposable {
  /**
   * Streams an answer: any number of `text` and `reasoning` parts (never empty), at most one `tool_calls`, then exactly one
   * `finish`. Aborting the signal closes the connection to the model, also before the first part. Errors: unavailable,
   * overloaded, timeout, upstream_error, validation_error, context_length_exceeded (before the first part).
   */
  generate(request: GenerateRequest, signal: AbortSignal): AsyncGenerator<GeneratePart>
  /** Unit-length vectors in the order of the texts. Errors: unavailable (also: no embedding model), timeout, upstream_error. */
  embed(texts: string[], signal: AbortSignal, options?: EmbedOptions): Promise<Embedded>
  /** The window in tokens of a model, '' being the configured one; 0: unlimited. Errors: unavailable, upstream_error. */
  contextTokensMax(model: string, signal: AbortSignal): Promise<number>
  /** The current state; returns within 2 s even if the server hangs, and never throws. */
  status(): Promise<ModelStatus>
}

interface EmbedOptions {
  /** A user waits, which is the default. */
  urgent?: boolean
}

export interface Embedded {
  vectors: Float32Array[]
  /** Number of texts over the model's limit; only their beginning was embedded. */
  textsCut: number
}

export interface GenerateRequest {
  /** Empty: the configured chat model. */
  model: string
  messages: PromptMessage[]
  /** JSON Schema that the output must satisfy. */
  jsonSchema: Record<string, unknown> | undefined
  maxTokens: number | undefined
  sampling: Sampling
  /** The effort of reasoning before the answer; left out: its default. */
  reasoningEffort?: ReasoningEffort | undefined
  /** Texts at which the answer ends, without them. */
  stop: string[]
  brief: Brief
  /** The conversation, so that it stays with the server that has its prefix cached. */
  sessionId?: string | undefined
  tools?: Tools | undefined
  /** Parts of the messages that may be left out, the last one first. Models never see them: the prompt is cut before. */
  droppable?: Droppable
  /** No user waits for the answer. */
  isBackground?: boolean
  /** Refuse a prompt that is longer than the window, instead of leaving out its oldest messages. */
  wholePrompt?: boolean
  /** Nothing is shown before the end of the answer: texts may come together. */
  wholeAnswer?: boolean
  /** A server that can cut a prompt to its window does so in silence; else one that is too long is refused. */
  mayBeCut?: boolean
}

export const REASONING_EFFORTS = ['none', 'minimal', 'low', 'medium', 'high', 'xhigh', 'max'] as const
export type ReasoningEffort = (typeof REASONING_EFFORTS)[number]

/** How tokens are drawn; what is left out is the model's default. */
export interface Sampling {
  temperature?: number
  topP?: number
  seed?: number
  presencePenalty?: number
  frequencyPenalty?: number
}

export interface Droppable {
  /** In order, without overlap. If the brief has as many passages, passage n belongs to span n. */
  spans: TextSpan[]
  /** Number of spans that stay. */
  min: number
}

/** A part of the content of a message, in UTF-16 code units. */
export interface TextSpan {
  /** Index of the message. */
  message: number
  start: number
  end: number
}

/** Functions the model may call. */
export interface Tools {
  /** In OpenAI's form: `{type: 'function', function: {name, description, parameters}}`. */
  definitions: ToolDefinition[]
  /** `auto`, `none`, `required`, or the name of the one to call; undefined: the model's default. */
  choice: string | undefined
}

export interface ToolDefinition {
  type: 'function'
  function: { name: string; [key: string]: unknown }
}

export interface ToolCall {
  id: string
  name: string
  /** Meant to be a JSON object. The model wrote it and may have broken it. */
  argumentsJson: string
}

export interface PromptMessage {
  role: 'system' | 'user' | 'assistant' | 'tool'
  content: string
  /** Only for the role `assistant`. */
  toolCalls?: ToolCall[]
  /** Only for the role `tool`: the call that it answers. */
  toolCallId?: string
  toolName?: string
}

export type GeneratePart =
  /** `quoted`: sentences of the sources, whose brackets belong to them. */
  | { type: 'text'; text: string; quoted?: boolean }
  /** Reasoning of the model, which is no part of the answer. */
  | { type: 'reasoning'; text: string }
  | { type: 'tool_calls'; calls: ToolCall[] }
  /** `unanswered`: the provider says itself that the sources hold no answer. */
  | { type: 'finish'; reason: 'stop' | 'length' | 'tool_calls'; model: string; usage: Usage; unanswered?: boolean }

interface Usage {
  promptTokens: number
  completionTokens: number
  /** The model's window; 0: unknown or unlimited. */
  contextTokensMax: number
  messagesUsed: number
  messagesLeftOut: number
  /** Droppable parts that were left out of the prompt. */
  partsLeftOut: number
}

/** When this process started: the time of a model for which no server gives one. */
export const STARTED_EPOCH_MS = Date.now()

export interface OfferedModel {
  name: string
  /** Since when it is there, as far as the server says; else since the service runs. */
  createdEpochMs: number
}

export interface ModelStatus {
  provider: 'ollama' | 'openai' | 'builtin'
  chatModel: string
  /** Empty: none. */
  embeddingModel: string
  /** Why the configured embedding model does not work, as a sentence; empty: it works, or none is wanted. */
  embeddingDetail: string
  /** 0: unknown yet, or no embedding model. */
  embeddingDimension: number
  state: 'healthy' | 'unhealthy' | 'embedded'
  /** Why it is not healthy, as a sentence without host names; empty: healthy. */
  detail: string
  models: OfferedModel[]
  /** The chat model's window; 0: unlimited, or unknown. */
  contextTokensMax: number
  /** Whether the chat model can call functions. */
  callsTools: boolean
}

/**
 * The same model; each call is a span while tracing is on. Names and attributes are OpenTelemetry's GenAI semantic conventions,
 * version 1.37 (status: development): no prompt, no answer, and no model name of a request, which is text of a client.
 */
export const tracedModel = (model: Model, provider: string): Model => ({
  ...model,
  generate(request, signal) {
    const span = startSpan('chat', 'client')
    span?.set({ ...GEN_AI.chat, 'gen_ai.provider.name': provider })
    const parts = model.generate(request, signal)
    return span ? untilEnd(span, parts) : parts
  },
  async embed(texts, signal, options) {
    const span = startSpan('embeddings', 'client')
    span?.set({ ...GEN_AI.embeddings, 'gen_ai.provider.name': provider, texts: texts.length })
    try {
      const embedded = await runInSpan(span, () => model.embed(texts, signal, options))
      span?.end()
      return embedded
    } catch (error) {
      span?.end(toAppError(error).code)
      throw error
    }
  },
})

const GEN_AI = {
  chat: { 'gen_ai.operation.name': 'chat' },
  embeddings: { 'gen_ai.operation.name': 'embeddings' },
}

async function* untilEnd(span: Span, parts: AsyncGenerator<GeneratePart>): AsyncGenerator<GeneratePart> {
  let failure: string | undefined = 'cancelled'
  try {
    for await (const part of iterateInSpan(span, parts)) {
      if (part.type === 'finish') {
        failure = undefined
        span.set({
          'gen_ai.response.model': part.model,
          'gen_ai.response.finish_reasons': [part.reason],
          'gen_ai.usage.input_tokens': part.usage.promptTokens,
          'gen_ai.usage.output_tokens': part.usage.completionTokens,
        })
      }
      yield part
    }
  } catch (error) {
    failure = toAppError(error).code
    throw error
  } finally {
    span.end(failure)
  }
}
