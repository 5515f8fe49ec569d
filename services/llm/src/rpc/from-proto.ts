import type { Brief } from '@collabry/extractive/brief'
import type { Brief as ProtoBrief } from '@collabry/proto/gen/collabry/llm/v1/Brief'
import type { EmbedRequest } from '@collabry/proto/gen/collabry/llm/v1/EmbedRequest'
import type { GenerateRequest as ProtoRequest } from '@collabry/proto/gen/collabry/llm/v1/GenerateRequest'
import type { Message } from '@collabry/proto/gen/collabry/llm/v1/Message'
import type { TextSpan } from '@collabry/proto/gen/collabry/llm/v1/TextSpan'
import { fieldError, isRecord, requireField } from '@collabry/runtime/validation'
import {
  type Droppable,
  type GenerateRequest,
  type PromptMessage,
  REASONING_EFFORTS,
  type ReasoningEffort,
  type Sampling,
  type ToolDefinition,
  type Tools,
} from '../models/model'

const MESSAGES_MAX = 1_000
const TEXT_CHARS_MAX = 1_000_000
/** A text with the words around it. */
const CONTENT_MAX = 1_050_000
const SCHEMA_MAX = 65_536
const QUESTION_MAX = 32_000
const PASSAGES_MAX = 50
const DROPPABLE_MAX = 50
const PASSAGE_MAX = 10_000
const SESSION_MAX = 256
const NAME_MAX = 256
const TOOL_CALLS_MAX = 128
const STOPS_MAX = 4
const STOP_MAX = 256
const TEXTS_MAX = 256
const TEXT_MAX = 20_000

/** The request in domain types. Throws a validation_error for a broken limit of the contract. */
export function generateRequest(request: ProtoRequest): GenerateRequest {
  const { messages, maxTokens, sessionId } = request
  requireField(messages.length >= 1 && messages.length <= MESSAGES_MAX, 'messages', `give 1 to ${MESSAGES_MAX}`)
  requireField(sessionId.length <= SESSION_MAX, 'session_id', `at most ${SESSION_MAX} characters`)
  return {
    model: request.model,
    sessionId: sessionId === '' ? undefined : sessionId,
    messages: messages.map(promptMessage),
    tools: readTools(request.toolsJson, request.toolChoice),
    jsonSchema: request.jsonSchema === '' ? undefined : readObject(request.jsonSchema, 'json_schema', SCHEMA_MAX),
    maxTokens: maxTokens === 0 ? undefined : maxTokens,
    sampling: sampling(request),
    reasoningEffort: reasoningEffort(request),
    stop: stopTexts(request),
    brief: brief(request.brief, messages),
    ...(request.droppable.length > 0 && { droppable: droppable(request) }),
    isBackground: request.purpose === 'GENERATE_PURPOSE_BACKGROUND',
    wholePrompt: request.wholePrompt,
    wholeAnswer: request.wholeAnswer,
  }
}

function sampling({ temperature, topP, seed, presencePenalty, frequencyPenalty }: ProtoRequest): Sampling {
  requireWithin('temperature', temperature, 0, 2)
  requireWithin('top_p', topP, 0, 1)
  requireWithin('presence_penalty', presencePenalty, -2, 2)
  requireWithin('frequency_penalty', frequencyPenalty, -2, 2)
  requireField(seed === undefined || Number.isSafeInteger(seed), 'seed', 'must be a whole number of at most 2^53 - 1')
  return {
    ...(temperature !== undefined && { temperature }),
    ...(topP !== undefined && { topP }),
    ...(seed !== undefined && { seed }),
    ...(presencePenalty !== undefined && { presencePenalty }),
    ...(frequencyPenalty !== undefined && { frequencyPenalty }),
  }
}

function reasoningEffort({ reasoningEffort: given }: ProtoRequest): ReasoningEffort | undefined {
  if (given === '') return undefined
  const known = REASONING_EFFORTS.find((effort) => effort === given)
  if (known === undefined) throw fieldError('reasoning_effort', `give one of ${REASONING_EFFORTS.join(', ')}`)
  return known
}

/** NaN is in no range. */
function requireWithin(field: string, value: number | undefined, min: number, max: number): void {
  requireField(value === undefined || (value >= min && value <= max), field, `must be ${min} to ${max}`)
}

function stopTexts({ stop }: ProtoRequest): string[] {
  requireField(stop.length <= STOPS_MAX, 'stop', `at most ${STOPS_MAX}`)
  for (const text of stop) requireField(text.length >= 1 && text.length <= STOP_MAX, 'stop', `1 to ${STOP_MAX} characters each`)
  return stop
}

const roles = { ROLE_SYSTEM: 'system', ROLE_USER: 'user', ROLE_ASSISTANT: 'assistant', ROLE_TOOL: 'tool' } as const

function promptMessage({ role, content, toolCalls, toolCallId, toolName }: Message): PromptMessage {
  requireField(role !== 'ROLE_UNSPECIFIED' && Object.hasOwn(roles, role), 'messages', 'each needs a role')
  requireField(content.length <= CONTENT_MAX, 'messages', `at most ${CONTENT_MAX} characters each`)
  requireField(toolCalls.length <= TOOL_CALLS_MAX, 'messages', `at most ${TOOL_CALLS_MAX} tool calls each`)
  const calls = toolCalls.map(({ id, name, argumentsJson }) => {
    requireField(
      id.length <= NAME_MAX && name.length <= NAME_MAX,
      'messages',
      `a tool call's id and name: at most ${NAME_MAX} characters`,
    )
    requireField(argumentsJson.length <= CONTENT_MAX, 'messages', `a tool call's arguments: at most ${CONTENT_MAX} characters`)
    return { id, name, argumentsJson }
  })
  return {
    role: roles[role as keyof typeof roles],
    content,
    ...(calls.length > 0 ? { toolCalls: calls } : {}),
    ...(role === 'ROLE_TOOL' ? { toolCallId, toolName } : {}),
  }
}

export function embedTexts({ texts }: EmbedRequest): string[] {
  requireField(texts.length >= 1 && texts.length <= TEXTS_MAX, 'texts', `give 1 to ${TEXTS_MAX}`)
  for (const text of texts) requireField(text.length >= 1 && text.length <= TEXT_MAX, 'texts', `1 to ${TEXT_MAX} characters each`)
  return texts
}

const tasks = {
  TASK_UNSPECIFIED: 'chat',
  TASK_CHAT: 'chat',
  TASK_ANSWER: 'answer',
  TASK_SUMMARIZE: 'summarize',
  TASK_MIND_MAP: 'mind_map',
  TASK_CONCEPTS: 'concepts',
  TASK_QUIZ: 'quiz',
  TASK_FLASHCARDS: 'flashcards',
  TASK_STUDY_PLAN: 'study_plan',
  TASK_TITLE: 'title',
} as const
const levels = ['easy', 'medium', 'hard'] as const
const styles = ['concise', 'detailed', 'bullet', 'study_guide'] as const

function brief(given: ProtoBrief | null, messages: Message[]): Brief {
  const { task = 'TASK_UNSPECIFIED', question = '', passages = [], style = '', difficulty = '' } = given ?? {}
  const text = given?.textSpan ? spanOf(given.textSpan, messages) : (given?.text ?? '')
  requireField(question.length <= QUESTION_MAX, 'brief.question', `at most ${QUESTION_MAX} characters`)
  requireField(passages.length <= PASSAGES_MAX, 'brief.passages', `at most ${PASSAGES_MAX}`)
  requireField(text.length <= TEXT_CHARS_MAX, 'brief.text', `at most ${TEXT_CHARS_MAX} characters`)
  return {
    task: tasks[task] ?? 'chat',
    question,
    passages: passages.map(({ content, filename, isNear }) => {
      requireField(content.length <= PASSAGE_MAX, 'brief.passages', `at most ${PASSAGE_MAX} characters each`)
      return { content, filename, isNear }
    }),
    text,
    wordsMax: given?.wordsMax ?? 0,
    depthMax: given?.depthMax ?? 0,
    itemsMax: given?.itemsMax ?? 0,
    style: styles.find((known) => known === style) ?? 'concise',
    difficulty: levels.find((known) => known === difficulty) ?? 'medium',
  }
}

function droppable({ droppable: spans, droppableMin, messages }: ProtoRequest): Droppable {
  requireField(spans.length <= DROPPABLE_MAX, 'droppable', `at most ${DROPPABLE_MAX}`)
  let [message, end] = [0, 0]
  for (const span of spans) {
    const isBehind = span.message > message || (span.message === message && span.start >= end)
    requireField(isBehind, 'droppable', 'must be in order, without overlap')
    const length = messages[span.message]?.content.length ?? -1
    requireField(span.start <= span.end && span.end <= length, 'droppable', 'each must lie within one message')
    message = span.message
    end = span.end
  }
  return { spans: spans.map(({ message, start, end }) => ({ message, start, end })), min: Math.min(droppableMin, spans.length) }
}

function spanOf({ message, start, end }: TextSpan, messages: Message[]): string {
  const content = messages[message]?.content ?? ''
  requireField(start <= end && end <= content.length, 'brief.text_span', 'must lie within one message')
  return content.slice(start, end)
}

const TOOLS_MAX = 128
const TOOLS_LENGTH_MAX = 65_536
const NAME = /^[A-Za-z0-9_.-]{1,64}$/

/** The functions of a request, parsed and checked; undefined: none. */
function readTools(toolsJson: string, choice: string): Tools | undefined {
  if (toolsJson === '') return undefined
  const definitions = readJson(toolsJson, 'tools_json', TOOLS_LENGTH_MAX)
  requireField(
    Array.isArray(definitions) && definitions.length <= TOOLS_MAX,
    'tools_json',
    `must be an array of at most ${TOOLS_MAX}`,
  )
  for (const definition of definitions) requireField(isTool(definition), 'tools_json', 'each must be a function with a name')
  const names = (definitions as ToolDefinition[]).map((definition) => definition.function.name)
  requireField(
    choice === '' || [...CHOICES, ...names].includes(choice),
    'tool_choice',
    'must be auto, none, required or the name of one of the tools',
  )
  if (definitions.length === 0) return undefined
  return { definitions: definitions as ToolDefinition[], choice: choice === '' ? undefined : choice }
}

const CHOICES = ['auto', 'none', 'required']

/** Parses a JSON object. */
function readObject(text: string, field: string, lengthMax: number): Record<string, unknown> {
  const value = readJson(text, field, lengthMax)
  requireField(isRecord(value), field, 'must be a JSON object')
  return value
}

function readJson(text: string, field: string, lengthMax: number): unknown {
  requireField(text.length <= lengthMax, field, `at most ${lengthMax} characters`)
  try {
    return JSON.parse(text)
  } catch {
    throw fieldError(field, 'must be JSON')
  }
}

function isTool(value: unknown): boolean {
  if (!isRecord(value) || value.type !== 'function' || !isRecord(value.function)) return false
  return typeof value.function.name === 'string' && NAME.test(value.function.name)
}
