import { isRecord, wrongField } from '@collabry/runtime/validation'
import type { PromptMessage, ToolDefinition } from '../generation/llm'
import type { CompletionBody } from './completion-body'
import type { Prompt, Sampling } from './models'

type Message = CompletionBody['messages'][number]

/** A request of OpenAI's API as the domain has it. */
export function toPrompt({ model, messages, response_format, tools, tool_choice, stop, ...body }: CompletionBody): Prompt {
  refuseUnsupported(body, HARMLESS)
  const maxTokens = body.max_completion_tokens ?? body.max_tokens
  const jsonSchema = schemaOf(response_format)
  const names = toolNamesOf(messages)
  return {
    model: model ?? '',
    messages: messages.map((message, index) => toMessage(message, `messages.${index}`, names)),
    tools: tools.map(toTool),
    toolChoice: withTools(toolChoiceOf(tool_choice), tools),
    stop: [stop ?? []].flat(),
    ...(jsonSchema ? { jsonSchema } : {}),
    ...(maxTokens === undefined ? {} : { maxTokens }),
    parallelToolCalls: body.parallel_tool_calls,
    sampling: samplingOf(body),
    wholeAnswer: !body.stream,
    ...(body.reasoning_effort !== undefined && { reasoningEffort: body.reasoning_effort }),
  }
}

function toTool({ type, function: definition }: CompletionBody['tools'][number], index: number): ToolDefinition {
  const field = `tools.${index}`
  if (type !== 'function') throw unsupported(field, `must be a function: models here call no tool of type ${type}`)
  if (definition === undefined) throw wrongField(`${field}.function`, 'is required')
  return { type, function: definition }
}

/** A call that must be made needs a function. */
export function withTools(choice: string, tools: unknown[]): string {
  if (tools.length > 0 || choice === '' || choice === 'auto' || choice === 'none') return choice
  throw wrongField('tool_choice', 'must be left out, "auto" or "none" where there are no tools')
}

function toolChoiceOf(choice: CompletionBody['tool_choice']): string {
  if (typeof choice !== 'object') return choice ?? ''
  if (choice.type !== 'function')
    throw unsupported('tool_choice', `must be a function: there is no choice of type ${choice.type} here`)
  if (choice.function === undefined) throw wrongField('tool_choice.function', 'is required')
  return choice.function.name
}

type SamplingFields = Partial<Pick<CompletionBody, 'temperature' | 'top_p' | 'seed' | 'presence_penalty' | 'frequency_penalty'>>

/** Sampling as a request of either API names it. */
export function samplingOf({ temperature, top_p, seed, presence_penalty, frequency_penalty }: SamplingFields): Sampling {
  return {
    ...(temperature !== undefined && { temperature }),
    ...(top_p !== undefined && { topP: top_p }),
    ...(seed !== undefined && { seed }),
    ...(presence_penalty !== undefined && { presencePenalty: presence_penalty }),
    ...(frequency_penalty !== undefined && { frequencyPenalty: frequency_penalty }),
  }
}

export const ONE_TIER: Harmless[string] = {
  holds: (value) => value === 'auto' || value === 'default',
  rule: 'must be "auto" or "default": there is one tier',
}

/** For the fields that both requests have. */
export const HARMLESS_EVERYWHERE: Harmless = {
  moderation: { holds: () => false, rule: 'must be left out: nothing is moderated here' },
  prompt_cache_options: {
    holds: (value) => isRecord(value) && !value.prewarm,
    rule: 'must be an object without prewarm: a prompt is always answered',
  },
}

const HARMLESS: Harmless = {
  n: { holds: (value) => value === 1, rule: 'must be 1: there is one answer a request' },
  logprobs: { holds: (value) => value === false, rule: 'must be false: models here give no probabilities' },
  top_logprobs: { holds: (value) => value === 0, rule: 'must be 0: models here give no probabilities' },
  logit_bias: { holds: isEmptyObject, rule: 'must be empty: models here take no biases' },
  modalities: { holds: (value) => String(value) === 'text', rule: 'must be ["text"]: models here write text alone' },
  audio: { holds: () => false, rule: 'must be left out: models here write text alone' },
  functions: { holds: () => false, rule: 'must be left out: use tools' },
  function_call: { holds: () => false, rule: 'must be left out: use tool_choice' },
  web_search_options: { holds: () => false, rule: 'must be left out: no search is made here' },
  service_tier: ONE_TIER,
  verbosity: { holds: (value) => value === 'medium', rule: 'must be "medium": no model here takes another one' },
  ...HARMLESS_EVERYWHERE,
}

const HARMLESS_IN_MESSAGE: Harmless = {
  audio: { holds: () => false, rule: 'must be left out: models here hear nothing' },
  function_call: { holds: () => false, rule: 'must be left out: use tool_calls' },
}

/** The values of a field that ask for nothing, and what its refusal says. */
export type Harmless = Record<string, { holds: (value: unknown) => boolean; rule: string }>

/** Fields that no model here can honour are refused, never ignored. */
export function refuseUnsupported(body: Record<string, unknown>, harmless: Harmless, within = ''): void {
  for (const field in body) {
    const value = body[field]
    const known = Object.hasOwn(harmless, field) ? harmless[field] : undefined
    if (known && value !== undefined && value !== null && !known.holds(value)) throw unsupported(`${within}${field}`, known.rule)
  }
}

export function isEmptyObject(value: unknown): boolean {
  return isRecord(value) && Object.keys(value).length === 0
}

const roles = { system: 'system', developer: 'system', user: 'user', assistant: 'assistant', tool: 'tool' } as const

function toMessage(given: Message, field: string, toolNames: Map<string, string>): PromptMessage {
  refuseUnsupported(given, HARMLESS_IN_MESSAGE, `${field}.`)
  const { role, tool_calls, tool_call_id } = given
  const name = given.name ?? ''
  const text = textOf(given.content ?? given.refusal, `${field}.content`)
  if (role === 'tool') {
    const toolCallId = tool_call_id ?? ''
    return { role, content: text, toolCallId, toolName: toolNames.get(toolCallId) ?? name }
  }
  // Templates of models have no place for a name.
  const message = { role: roles[role], content: name === '' || text === '' ? text : `${name}: ${text}` }
  return role === 'assistant' && tool_calls ? { ...message, toolCalls: tool_calls.map(toCall) } : message
}

const toCall = ({ id, function: called }: NonNullable<Message['tool_calls']>[number]) => ({
  id,
  name: called.name,
  argumentsJson: called.arguments === '' ? '{}' : called.arguments,
})

/** A result names the call that it answers, and models want to know the function. */
function toolNamesOf(messages: Message[]): Map<string, string> {
  const calls = messages.flatMap(({ tool_calls }) => tool_calls ?? [])
  return new Map(calls.map(({ id, function: called }) => [id, called.name]))
}

function textOf(content: Message['content'], field: string): string {
  if (typeof content === 'string') return content
  return (content ?? []).map((part) => partText(part, field)).join('\n')
}

function partText(
  { type, text, refusal }: Exclude<Message['content'], string | null | undefined>[number],
  field: string,
): string {
  if (type !== 'text' && type !== 'refusal') throw unsupported(field, `must be text: models here read no part of type ${type}`)
  const given = type === 'text' ? text : refusal
  if (given === undefined || given === null) throw wrongField(field, `must have a ${type} in each part of type ${type}`)
  return given
}

function schemaOf(format: CompletionBody['response_format']): Record<string, unknown> | undefined {
  if (format?.type === 'json_schema') return described(format.json_schema)
  return format?.type === 'json_object' ? { type: 'object' } : undefined
}

/** A schema with the description that stands beside it, since models see the schema alone. */
export const described = ({ schema, description }: { schema: Record<string, unknown>; description?: string | null }) =>
  typeof description === 'string' ? { description, ...schema } : schema

export const unsupported = (field: string, message: string) => wrongField(field, message, { code: 'unsupported_parameter' })
