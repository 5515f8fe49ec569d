import { AppError } from '@collabry/runtime/errors'
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
  /** Parts such as quoted passages, which the llm service leaves out when the prompt is longer than the model's window. */
  droppable?: Droppable
  jsonSchema?: Record<string, unknown>
  maxTokens?: number
  temperature?: number
  /** No user waits for it: it runs while the model is idle, and otherwise is refused or cancelled as `overloaded`. */
  isBackground?: boolean
  /** Nothing is shown before the end of the answer: its texts may come together, and a little later. */
  wholeAnswer?: boolean
  /** The same request as data, for the provider that works without a model. */
  brief: Brief
}

export interface Droppable {
  /** Texts of the messages, in their order; the last one is left out first, with the passage of the brief at its place. */
  parts: string[]
  /** Number of parts that stay; a prompt that is too long with them is refused. */
  min: number
}

interface Brief {
  task: 'chat' | 'answer' | 'summarize' | 'mind_map' | 'concepts' | 'quiz' | 'flashcards' | 'study_plan' | 'title'
  question?: string
  /** `isNear`: it means something near to the question. */
  passages?: { content: string; filename: string; isNear?: boolean }[]
  text?: string
  wordsMax?: number
  depthMax?: number
  itemsMax?: number
  style?: string
  /** Level of a quiz. */
  difficulty?: 'easy' | 'medium' | 'hard'
}

export type GenerationPart =
  /** `quoted`: sentences of the sources by the provider without a model, whose brackets are kept. */
  (
    | { type: 'text'; text: string; quoted?: boolean }
    | { type: 'finish'; reason: 'stop' | 'length'; model: string; usage: Usage; unanswered?: boolean }
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

/** Longest answer of a model, far beyond any useful one; a model that does not stop is stopped here. */
export const ANSWER_CHARS_MAX = 12_000_000

type Finish = Extract<GenerationPart, { type: 'finish' }>

/** A whole answer, for callers that do not stream it. */
export async function generateText(
  llm: Llm,
  generation: Generation,
  caller: Caller,
): Promise<Omit<Finish, 'type' | 'partsLeftOut'> & { text: string; partsLeftOut: number }> {
  let text = ''
  let partsLeftOut = 0
  for await (const part of llm.generate({ ...generation, wholeAnswer: true }, caller)) {
    partsLeftOut ||= part.partsLeftOut ?? 0
    if (part.type === 'finish') return { text, reason: part.reason, model: part.model, usage: part.usage, partsLeftOut }
    text += part.text
    if (text.length > ANSWER_CHARS_MAX) throw endless()
  }
  throw unfinished()
}

export const endless = () => new AppError('upstream_error', 'The model did not stop answering; ask for less at a time.')

export const unfinished = () => new AppError('upstream_error', 'The model stopped without finishing its answer; try again.')

/** Sum of two usages. The window is that of the later run. */
export const addUsage = (before: Usage, after: Usage): Usage => ({
  prompt_tokens: before.prompt_tokens + after.prompt_tokens,
  completion_tokens: before.completion_tokens + after.completion_tokens,
  total_tokens: before.total_tokens + after.total_tokens,
  context: {
    window_tokens: after.context.window_tokens,
    messages_used: before.context.messages_used + after.context.messages_used,
    messages_left_out: before.context.messages_left_out + after.context.messages_left_out,
  },
  stages: (before.stages ?? 1) + (after.stages ?? 1),
})

/** Adds the numbers of passages that were used and left out. */
export const withPassages = (usage: Usage, used: number, leftOut: number): Usage => ({
  ...usage,
  context: { ...usage.context, passages_used: used, passages_left_out: leftOut },
})

/** When no model was run. */
export const NO_USAGE: Usage = {
  prompt_tokens: 0,
  completion_tokens: 0,
  total_tokens: 0,
  context: { window_tokens: null, messages_used: 0, messages_left_out: 0 },
}

/** A function that a model may call, as models know it. */
export interface ToolDefinition {
  type: 'function'
  function: { name: string; [field: string]: unknown }
}

/** One call of a function by a model. */
export interface ToolCall {
  /** Unique among the calls of one answer. */
  id: string
  name: string
  /** A JSON object as text. The model wrote it: it is validated like any input. */
  argumentsJson: string
}

/** A message of a conversation in which functions are called. */
export interface PromptMessage {
  role: 'system' | 'user' | 'assistant' | 'tool'
  content: string
  /** Assistant messages only. */
  toolCalls?: ToolCall[]
  /** Tool messages only: the id of the answered call, and the name of the function. */
  toolCallId?: string
  toolName?: string
}

/** Any number of texts and reasonings (none empty), at most one `tool_calls`, then exactly one `finish`. */
export type ModelPart = (
  | { type: 'text'; text: string; quoted?: boolean }
  /** Reasoning of a model; not part of the answer. */
  | { type: 'reasoning'; text: string }
  | { type: 'tool_calls'; calls: ToolCall[] }
  /** `unanswered`: the built-in provider says itself that the sources hold no answer. */
  | { type: 'finish'; reason: 'stop' | 'length' | 'tool_calls'; model: string; usage: Usage; unanswered?: boolean }
) &
  PartsLeftOut
