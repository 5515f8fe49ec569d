import type { Caller } from '../core/caller'

/** The llm service as the use cases need it. */
export interface Llm {
  /**
   * Streams text parts, then exactly one finish. Line ends are LF only. Errors as AppError; a prompt whose last message
   * does not fit the model's window is a validation_error of the field `messages`, before any work.
   */
  generate(request: Generation, caller: Caller): AsyncGenerator<GenerationPart>
}

export interface Generation {
  sessionId: string
  model: string
  messages: { role: 'system' | 'user' | 'assistant'; content: string }[]
  /** Quoted passages and the like, which the llm service leaves out when the prompt is longer than the model's window. */
  droppable?: Droppable
  jsonSchema?: Record<string, unknown>
  maxTokens?: number
  temperature?: number
  /** No user waits for it: it runs while the model is idle, and otherwise is refused or cancelled as `overloaded`. */
  isBackground?: boolean
  /** The same request as data, for the provider that works without a model. */
  brief: Brief
}

export interface Droppable {
  /** Texts of the messages, in their order; the last one is left out first, with the passage of the brief at its place. */
  parts: string[]
  /** Number of parts that stay; a prompt that is too long with them is refused. */
  min: number
}

export interface Brief {
  task: 'chat' | 'answer' | 'summarize' | 'mind_map' | 'concepts' | 'quiz' | 'flashcards' | 'study_plan' | 'title'
  question?: string
  passages?: { content: string; filename: string }[]
  text?: string
  wordsMax?: number
  depthMax?: number
  itemsMax?: number
  style?: string
}

export type GenerationPart =
  /** `quoted`: sentences of the sources by the provider without a model, whose brackets are kept. */
  (
    | { type: 'text'; text: string; quoted?: boolean }
    | { type: 'finish'; reason: 'stop' | 'length'; model: string; usage: Usage }
  ) &
    PartsLeftOut

/** On the first part of an answer: the droppable parts that the prompt lacks. Unset: none. */
export interface PartsLeftOut {
  partsLeftOut?: number
}

/** As the REST contract shows it. */
export interface Usage {
  prompt_tokens: number
  completion_tokens: number
  total_tokens: number
  /** Numbers of the messages and passages that the prompt holds, and of those that did not fit. */
  context: {
    window_tokens: number | null
    messages_used: number
    messages_left_out: number
    /** Conversations only: number of left-out turns that the sent summary covers. */
    messages_summarized?: number
    /** Conversations only: older turns that were sent because they relate to the message. */
    turns_recalled?: number
    /** Answers from documents only: passages that were sent, and passages that did not fit the window. */
    passages_used?: number
    passages_left_out?: number
  }
  /** Runs of the model, where a text was worked through in stages. */
  stages?: number
}
