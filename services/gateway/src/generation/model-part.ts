import type { PartsLeftOut, Usage } from './llm'

/** A function that a model may call, as models know it. */
export interface ToolDefinition {
  type: 'function'
  function: { name: string; [field: string]: unknown }
}

/** One call of a function by a model. */
export interface ToolCall {
  /** Tells the calls of one answer apart. */
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
  | { type: 'finish'; reason: 'stop' | 'length' | 'tool_calls'; model: string; usage: Usage }
) &
  PartsLeftOut
