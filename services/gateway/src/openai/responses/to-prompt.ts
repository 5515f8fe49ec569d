import { isRecord, wrongField } from '@collabry/runtime/validation'
import type { PromptMessage, ToolCall, ToolDefinition } from '../../generation/llm'
import type { Prompt } from '../models'
import {
  described,
  HARMLESS_EVERYWHERE,
  type Harmless,
  isEmptyObject,
  ONE_TIER,
  refuseUnsupported,
  samplingOf,
  unsupported,
  withTools,
} from '../to-prompt'
import type { ResponseBody } from './body'

type Item = Exclude<ResponseBody['input'], string>[number]

const HARMLESS: Harmless = {
  previous_response_id: { holds: () => false, rule: 'must be left out: nothing is kept; send the conversation as input' },
  conversation: { holds: () => false, rule: 'must be left out: nothing is kept; send the conversation as input' },
  prompt: { holds: () => false, rule: 'must be left out: there are no stored prompts' },
  background: { holds: (value) => value === false, rule: 'must be false: an answer is given while the client waits' },
  include: {
    holds: (value) => Array.isArray(value) && value.every((word) => word === 'reasoning.encrypted_content'),
    rule: 'must be empty: no more can be included',
  },
  top_logprobs: { holds: (value) => value === 0, rule: 'must be 0: models here give no probabilities' },
  service_tier: ONE_TIER,
  context_management: {
    holds: (value) => isEmptyObject(value) || (Array.isArray(value) && value.length === 0),
    rule: 'must be empty: send what the model is to read',
  },
  access_programs: { holds: isEmptyObject, rule: 'must be left out: there are none' },
  image: { holds: isEmptyObject, rule: 'must be left out: models here read no images' },
  ...HARMLESS_EVERYWHERE,
}

const HARMLESS_IN_REASONING: Harmless = {
  summary: { holds: () => false, rule: 'must be left out: models here give their reasoning itself' },
  generate_summary: { holds: () => false, rule: 'must be left out: models here give their reasoning itself' },
  context: { holds: (value) => value === 'auto', rule: 'must be "auto": earlier reasoning is not sent to a model again' },
  mode: { holds: (value) => value === 'standard', rule: 'must be "standard": no model here takes another one' },
}

const HARMLESS_IN_TEXT: Harmless = {
  verbosity: { holds: (value) => value === 'medium', rule: 'must be "medium": no model here takes another one' },
}

const HARMLESS_IN_TOOL: Harmless = {
  async: { holds: (value) => value === false, rule: 'must be false: an answer waits for no function' },
  defer_loading: { holds: (value) => value === false, rule: 'must be false: a model here sees all functions' },
  allowed_callers: {
    holds: (value) => Array.isArray(value) && value.every((caller) => caller === 'direct'),
    rule: 'must be ["direct"]: only the model calls functions here',
  },
}

/** A request of the Responses API as the domain has it. */
export function toPrompt(body: ResponseBody): Prompt {
  refuseUnsupported(body, HARMLESS)
  refuseUnsupported(body.reasoning ?? {}, HARMLESS_IN_REASONING, 'reasoning.')
  refuseUnsupported(body.text ?? {}, HARMLESS_IN_TEXT, 'text.')
  const { effort } = body.reasoning ?? {}
  const jsonSchema = schemaOf(body.text?.format)
  const instructions: PromptMessage[] = body.instructions ? [{ role: 'system', content: body.instructions }] : []
  return {
    model: body.model ?? '',
    messages: [...instructions, ...messagesOf(body.input)],
    tools: body.tools.map(toTool),
    toolChoice: withTools(toolChoiceOf(body.tool_choice), body.tools),
    stop: [body.stop ?? []].flat(),
    ...(jsonSchema ? { jsonSchema } : {}),
    ...(body.max_output_tokens === undefined ? {} : { maxTokens: body.max_output_tokens }),
    parallelToolCalls: body.parallel_tool_calls,
    sampling: samplingOf(body),
    wholeAnswer: !body.stream,
    ...(effort && { reasoningEffort: effort }),
    ...(body.truncation !== 'auto' && { wholePrompt: true }),
  }
}

function messagesOf(input: ResponseBody['input']): PromptMessage[] {
  if (typeof input === 'string') return [{ role: 'user', content: input }]
  const names = new Map(input.flatMap(({ call_id, name }) => (call_id && name ? [[call_id, name]] : [])))
  const messages: PromptMessage[] = []
  for (const [index, item] of input.entries()) {
    const field = `input.${index}`
    const { type = 'message' } = item
    if (type === 'message') messages.push(toMessage(item, field))
    else if (type === 'function_call') addCall(messages, toCall(item, field))
    else if (type === 'function_call_output') {
      const toolCallId = required(item.call_id, `${field}.call_id`)
      const content = textOf(item.output, `${field}.output`)
      messages.push({ role: 'tool', content, toolCallId, toolName: names.get(toolCallId) ?? item.name ?? '' })
    } else if (type === 'item_reference') throw unsupported(field, 'must be the item itself: nothing is kept')
    // Earlier reasoning of a model is not sent to it again.
    else if (type !== 'reasoning') throw unsupported(field, `must be no item of type ${type}: models here read none`)
  }
  if (messages.length === 0) throw wrongField('input', 'must hold a message')
  return messages
}

const ROLES = { system: 'system', developer: 'system', user: 'user', assistant: 'assistant' } as const

function toMessage({ role, content }: Item, field: string): PromptMessage {
  if (role === undefined || !Object.hasOwn(ROLES, role))
    throw wrongField(`${field}.role`, `must be one of ${Object.keys(ROLES).join(', ')}`)
  return { role: ROLES[role as keyof typeof ROLES], content: textOf(content, `${field}.content`) }
}

const toCall = ({ call_id, name, arguments: given }: Item, field: string): ToolCall => ({
  id: required(call_id, `${field}.call_id`),
  name: required(name, `${field}.name`),
  argumentsJson: given || '{}',
})

/** Calls belong to the message before them, as models know them. */
function addCall(messages: PromptMessage[], call: ToolCall): void {
  const last = messages.at(-1)
  if (last?.role === 'assistant') last.toolCalls = [...(last.toolCalls ?? []), call]
  else messages.push({ role: 'assistant', content: '', toolCalls: [call] })
}

function required(value: string | null | undefined, field: string): string {
  if (!value) throw wrongField(field, 'is required')
  return value
}

function textOf(content: Item['content'] | Item['output'], field: string): string {
  if (typeof content === 'string') return content
  return (content ?? [])
    .map(({ type, text, refusal }) => {
      const isText = type === 'input_text' || type === 'output_text' || type === 'text'
      if (!isText && type !== 'refusal') throw unsupported(field, `must be text: models here read no part of type ${type}`)
      return required(isText ? (text === '' ? ' ' : text) : refusal, field)
    })
    .join('\n')
}

const NAME = /^[A-Za-z0-9._-]{1,64}$/

function toTool({ type, ...tool }: ResponseBody['tools'][number], index: number): ToolDefinition {
  const field = `tools.${index}`
  if (type !== 'function') throw unsupported(field, `must be a function: there is no tool of type ${type} here`)
  refuseUnsupported(tool, HARMLESS_IN_TOOL, `${field}.`)
  const { name, parameters, strict } = tool as Record<string, unknown>
  const description = descriptionOf(tool)
  if (typeof name !== 'string' || !NAME.test(name))
    throw wrongField(`${field}.name`, 'must be a name of 1 to 64 characters of A-Z a-z 0-9 . _ -')
  if (parameters !== undefined && parameters !== null && !isRecord(parameters))
    throw wrongField(`${field}.parameters`, 'must be a JSON schema')
  return {
    type,
    function: {
      name,
      ...(description !== undefined && { description }),
      ...(isRecord(parameters) && { parameters }),
      ...(typeof strict === 'boolean' && { strict }),
    },
  }
}

/** A model sees no schema of results, so the description holds it in words. */
function descriptionOf({ description, output_schema }: Record<string, unknown>): string | undefined {
  const said = typeof description === 'string' ? description : undefined
  if (!isRecord(output_schema)) return said
  return [said ?? '', `It returns JSON of this schema: ${JSON.stringify(output_schema)}`].join('\n').trim()
}

function toolChoiceOf(choice: ResponseBody['tool_choice']): string {
  if (choice === undefined) return ''
  if (typeof choice === 'string') {
    if (['auto', 'none', 'required'].includes(choice)) return choice
    throw wrongField('tool_choice', 'must be "auto", "none", "required" or a function by its name')
  }
  const { type, name } = choice as { type: string; name?: unknown }
  if (type !== 'function') throw unsupported('tool_choice', `must be a function: there is no choice of type ${type} here`)
  if (typeof name !== 'string' || !NAME.test(name)) throw wrongField('tool_choice.name', 'must be the name of a function')
  return name
}

type Format = NonNullable<ResponseBody['text']>['format']

function schemaOf(format: Format): Record<string, unknown> | undefined {
  if (format?.type === 'json_schema') return described(format)
  return format?.type === 'json_object' ? { type: 'object' } : undefined
}
