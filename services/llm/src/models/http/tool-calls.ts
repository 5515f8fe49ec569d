import { isRecord } from '@collabry/runtime/validation'
import type { GeneratePart, GenerateRequest, ToolCall, ToolDefinition, Tools } from '../model'
import { brokenAnswer, unsupported } from './errors'

/** A server that numbers the calls of each answer from 0, or sends no ids, gives the same id in every answer. */
const NUMBERED = /^(?:call_?)?\d{0,3}$/

/** The server's id of a tool call, or a random one where the server's would not be unique in a conversation. */
export function toolCallId(given: unknown, others: Iterable<Pick<ToolCall, 'id'>>): string {
  const isUnique = typeof given === 'string' && !NUMBERED.test(given) && ![...others].some(({ id }) => id === given)
  return isUnique ? given : `call_${crypto.randomUUID().replaceAll('-', '')}`
}

/**
 * The arguments of a call that a prompt holds. Ollama takes objects alone, and so do the templates of other servers: a text
 * that is none, because a model broke it, is kept as the value of one field.
 */
export function argumentsObject(argumentsJson: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(argumentsJson)
    if (isRecord(value)) return value
  } catch {
    // A text that is not JSON is kept below.
  }
  return { arguments: argumentsJson }
}

/** Sampling and stop words, which Ollama and OpenAI name alike. */
export const samplingFields = ({ sampling, stop }: Pick<GenerateRequest, 'sampling' | 'stop'>) => ({
  temperature: sampling.temperature,
  top_p: sampling.topP,
  seed: sampling.seed,
  presence_penalty: sampling.presencePenalty,
  frequency_penalty: sampling.frequencyPenalty,
  ...(stop.length > 0 && { stop }),
})

const isForced = ({ choice }: Tools): boolean => choice !== undefined && choice !== 'auto' && choice !== 'none'

/** The functions that a model is offered. With one alone it calls no other. */
export function offeredTools({ definitions, choice }: Tools): ToolDefinition[] {
  const named = definitions.filter((definition) => definition.function.name === choice)
  return named.length > 0 ? named : definitions
}

/**
 * The JSON schema of one call of the offered functions, for a server that has no tool choice; undefined: none must be called.
 * Parameters are definitions of the schema, so that their own references stay within them.
 */
export function callSchema(tools: Tools | undefined): Record<string, unknown> | undefined {
  if (!tools || !isForced(tools)) return undefined
  const parameters: Record<string, unknown> = {}
  const calls = offeredTools(tools).map(({ function: { name, ...definition } }, index) => {
    const place = `#/$defs/call${index}`
    parameters[`call${index}`] = withReferencesBelow(place, definition.parameters ?? { type: 'object', properties: {} })
    return {
      type: 'object',
      properties: { name: { type: 'string', enum: [name] }, arguments: { $ref: place } },
      required: ['name', 'arguments'],
      additionalProperties: false,
    }
  })
  return { ...(calls.length === 1 ? calls[0] : { anyOf: calls }), $defs: parameters }
}

/** A schema that stands at another place than the root: `#/$defs/City` becomes `#/$defs/call0/$defs/City`. */
function withReferencesBelow(place: string, schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map((item) => withReferencesBelow(place, item))
  if (!isRecord(schema)) return schema
  return Object.fromEntries(
    Object.entries(schema).map(([key, value]) =>
      key === '$ref' && typeof value === 'string' && value.startsWith('#')
        ? [key, `${place}${value.slice(1)}`]
        : [key, withReferencesBelow(place, value)],
    ),
  )
}

/** The text of a forced call is held until the answer ends. */
const CALL_CHARS_MAX = 262_144

/**
 * Parts of an answer that must be a call: of a text that is the JSON of one, the call is made. An answer without a call is
 * refused, unless its length was cut before it could hold one.
 */
export function enforceCall(parts: AsyncGenerator<GeneratePart>, tools: Tools | undefined): AsyncGenerator<GeneratePart> {
  return tools && isForced(tools) ? forcedParts(parts, offeredTools(tools)) : parts
}

async function* forcedParts(parts: AsyncGenerator<GeneratePart>, offered: ToolDefinition[]): AsyncGenerator<GeneratePart> {
  let text = ''
  let hasCalled = false
  for await (const part of parts) {
    if (part.type === 'text') text += part.text
    if (text.length > CALL_CHARS_MAX) throw brokenAnswer('a call is too long')
    if (part.type === 'text') continue
    hasCalled ||= part.type === 'tool_calls'
    const isEnd = part.type === 'tool_calls' || part.type === 'finish'
    const call = isEnd && !hasCalled ? callOf(text, offered) : undefined
    if (part.type === 'finish' && !hasCalled && !call && part.reason !== 'length')
      throw unsupported('tool_choice', 'the model answers without a call of a function; leave it out, or use "auto"')
    if (call) yield { type: 'tool_calls', calls: [call] }
    else if (isEnd && text.trim() !== '') yield { type: 'text', text }
    if (isEnd) text = ''
    yield part.type === 'finish' && call && part.reason === 'stop' ? { ...part, reason: 'tool_calls' } : part
  }
}

/** The JSON of a call up to its arguments, as the schema orders it. */
const CALL_HEAD = /^\s*\{\s*"name"\s*:\s*"([A-Za-z0-9._-]{1,64})"\s*,\s*"arguments"\s*:\s*/

/** The call that a text contains. Truncated arguments are kept unchanged. */
function callOf(text: string, offered: ToolDefinition[]): ToolCall | undefined {
  const [head, name] = CALL_HEAD.exec(text) ?? []
  if (head === undefined || !offered.some((definition) => definition.function.name === name)) return undefined
  return { id: toolCallId(undefined, []), name: name ?? '', argumentsJson: argumentsIn(text) ?? text.slice(head.length) }
}

function argumentsIn(text: string): string | undefined {
  try {
    return JSON.stringify((JSON.parse(text) as { arguments: unknown }).arguments)
  } catch {
    return undefined
  }
}
