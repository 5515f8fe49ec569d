import type { Caller } from './caller'

/** The llm service as the use cases need it. */
export interface Llm {
  /** Streams text parts, then exactly one finish. Line ends are LF only. Errors as AppError. */
  generate(request: Generation, caller: Caller): AsyncGenerator<GenerationPart>
  /** What answers at the moment; asked only where the way of working depends on it. */
  status(caller: Caller): Promise<LlmStatus>
}

export interface LlmStatus {
  /** There is no model: the provider works from the brief alone, and its texts may be as long as the contract allows. */
  extractive: boolean
  chatModel: string
  /** Empty: none. */
  embeddingModel: string
  models: string[]
}

export interface Generation {
  sessionId: string
  model: string
  messages: { role: 'system' | 'user' | 'assistant'; content: string }[]
  jsonSchema?: Record<string, unknown>
  maxTokens?: number
  temperature?: number
  /** The same request as data, for the provider that works without a model. */
  brief: Brief
}

export interface Brief {
  task: 'chat' | 'answer' | 'summarize' | 'mind_map' | 'concepts'
  question?: string
  passages?: { content: string; filename: string }[]
  text?: string
  wordsMax?: number
  depthMax?: number
  itemsMax?: number
  style?: string
}

export type GenerationPart =
  | { type: 'text'; text: string }
  | { type: 'finish'; reason: 'stop' | 'length'; model: string; usage: Usage }

/** As the REST contract shows it. */
export interface Usage {
  prompt_tokens: number
  completion_tokens: number
  total_tokens: number
  /** What was used of the conversation and the sources, and what was left out because it did not fit. */
  context: { window_tokens: number | null; messages_used: number; messages_left_out: number }
}
