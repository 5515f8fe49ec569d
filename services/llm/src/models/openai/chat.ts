import { signalWithTimeout, withAbort } from '@collabry/runtime/abort'
import { isRecord } from '@collabry/runtime/validation'
import { createParser } from 'eventsource-parser'
import { Call, connectivityProbe, type ModelLimits, openStream } from '../http/call'
import { type BodyReader, plainConnections, type ReadPacing } from '../http/connections'
import { brokenAnswer, chatRefusal, stalled, tooSlow } from '../http/errors'
import { mergeDelta, ReasoningTags, type TextPart } from '../http/reasoning-tags'
import { argumentsObject, enforceCall, samplingFields, toolCallId } from '../http/tool-calls'
import type { GeneratePart, GenerateRequest, PromptMessage, ToolCall, Tools } from '../model'
import { credentials, type OpenaiServer } from './server'

interface Wanted {
  model: string
  contextTokensMax: number
}

/** The token counts follow the end of the answer at once, or the server does not send them. */
const USAGE_MS = 1_000

/** Streams one chat, as the port of models specifies. */
export function chatStream(server: OpenaiServer, limits: ModelLimits, pacing: ReadPacing) {
  const connectivity = connectivityProbe(server.url, limits.connectMs)
  const headers = credentials(server)
  const upstream = { connections: plainConnections(server.url, headers), url: server.url, path: '/chat/completions', headers }

  async function* chat(wanted: Wanted, request: GenerateRequest, signal: AbortSignal): AsyncGenerator<GeneratePart> {
    const call = new Call(signal, limits.totalMs)
    const release = pacing.add()
    const collected = toolCallCollector()
    const tags = new ReasoningTags()
    try {
      call.failUnreachable(connectivity.check())
      const refusal = chatRefusal(wanted.model, request.model === '')
      const starting = openStream(call, refusal, { ...upstream, body: chatBody(wanted.model, request) })
      const body = await call.step(limits.firstTokenMs, tooSlow, starting)
      const events = eventData(body)
      call.rest = () => Array.fromAsync(events)
      let hasBegun = false
      for (;;) {
        const next = events.next()
        const { done, value: data } = await (hasBegun
          ? call.step(limits.idleMs, stalled, next)
          : call.step(limits.firstTokenMs, tooSlow, next))
        connectivity.confirm()
        if (done) throw brokenAnswer('the stream ended without a reason')
        const { parts, isToken, end } = readEvents(data, collected)
        for (const part of tags.push(parts)) yield part
        // Some servers send the role long before the first token.
        hasBegun ||= isToken
        if (!end) {
          await pacing.pause(body, request.wholeAnswer)
          continue
        }
        for (const part of tags.flush()) yield part
        const calls = collected.calls()
        if (calls.length > 0) yield { type: 'tool_calls', calls }
        const usage = end.usage ?? (await usageAfterEnd(end.rest, events, call))
        call.finished()
        yield finish(end.reason, wanted, usage, calls.length > 0)
        return
      }
    } catch (error) {
      throw call.failure(error, brokenAnswer)
    } finally {
      release()
      call.close()
    }
  }

  return (wanted: Wanted, request: GenerateRequest, signal: AbortSignal) =>
    enforceCall(chat(wanted, request, signal), request.tools)
}

interface End {
  reason: string
  usage: Chunk['usage']
  /** Events that arrived together with the last one. */
  rest: string[]
}

/** The text of events that arrived together, up to the one that ends the answer; fragments of tool calls go to `collected`. */
function readEvents(events: string[], collected: ReturnType<typeof toolCallCollector>) {
  const parts: TextPart[] = []
  let isToken = false
  for (const [index, data] of events.entries()) {
    if (data === '[DONE]') throw brokenAnswer('the stream ended without a reason')
    const { choice, usage } = readChunk(data)
    if (!choice) continue
    mergeDelta(parts, 'reasoning', choice.reasoning)
    mergeDelta(parts, 'text', choice.content)
    collected.add(choice.toolCalls)
    isToken ||= choice.content.length + choice.reasoning.length + choice.toolCalls.length > 0
    const end: End = { reason: choice.finishReason, usage, rest: events.slice(index + 1) }
    if (end.reason !== '') return { parts, isToken, end }
  }
  return { parts, isToken, end: undefined }
}

/** Token counts after the end of the answer; undefined if the server sends none or fails, since the answer is complete. */
async function usageAfterEnd(rest: string[], events: AsyncGenerator<string[]>, call: Call): Promise<Chunk['usage']> {
  const read = async () => {
    for (let some = rest; ; ) {
      for (const data of some) {
        if (data === '[DONE]') return undefined
        const { usage } = readChunk(data)
        if (usage) return usage
      }
      const { done, value } = await events.next()
      if (done) return undefined
      some = value
    }
  }
  return withAbort(read(), signalWithTimeout(call.signal, USAGE_MS)).catch(() => undefined)
}

const finish = (reason: string, { model, contextTokensMax }: Wanted, usage: Chunk['usage'], callsTools: boolean) =>
  ({
    type: 'finish',
    reason: reason === 'length' ? 'length' : callsTools ? 'tool_calls' : 'stop',
    model,
    usage: {
      promptTokens: usage?.promptTokens ?? 0,
      completionTokens: usage?.completionTokens ?? 0,
      contextTokensMax,
      messagesUsed: 0,
      messagesLeftOut: 0,
      partsLeftOut: 0,
    },
  }) satisfies GeneratePart

/** Longest event: far above any token, and small enough to be held in memory. */
const EVENT_LENGTH_MAX = 1024 * 1024

/** The data of complete events; events that arrived together come as one array. Throws for anything but an event stream. */
export async function* eventData(body: BodyReader): AsyncGenerator<string[]> {
  const ready: string[] = []
  let failure: Error | undefined
  const parser = createParser({
    onEvent: ({ data }) => {
      // An event that arrived in one chunk was never in the parser's buffer, which has its own limit.
      if (data.length > EVENT_LENGTH_MAX) failure ??= new Error('an event is too long')
      else ready.push(data)
    },
    onError: (error) => {
      failure ??= error
    },
    maxBufferSize: EVENT_LENGTH_MAX,
  })
  const decoder = new TextDecoder()
  for (let piece = await body.read(); !piece.done; piece = await body.read()) {
    parser.feed(decoder.decode(piece.value, { stream: true }))
    if (ready.length > 0) yield ready.splice(0)
    if (failure) throw brokenAnswer(failure)
  }
}

/** A chat request in the form of OpenAI's API. */
const chatBody = (model: string, { messages, jsonSchema, maxTokens, tools, reasoningEffort, ...request }: GenerateRequest) => ({
  model,
  messages: messages.map(toMessage),
  stream: true,
  stream_options: { include_usage: true },
  // Every compatible server knows this older name; not all know max_completion_tokens.
  max_tokens: maxTokens,
  ...samplingFields(request),
  ...(reasoningEffort && { reasoning_effort: reasoningEffort }),
  ...(jsonSchema
    ? { response_format: { type: 'json_schema', json_schema: { name: 'answer', strict: true, schema: jsonSchema } } }
    : {}),
  ...(tools ? { tools: tools.definitions, ...toolChoice(tools) } : {}),
})

function toolChoice({ choice }: Tools) {
  if (choice === undefined) return {}
  const isWord = choice === 'auto' || choice === 'none' || choice === 'required'
  return { tool_choice: isWord ? choice : { type: 'function', function: { name: choice } } }
}

const toMessage = ({ role, content, toolCalls, toolCallId }: PromptMessage) => ({
  role,
  content,
  ...(toolCalls
    ? {
        tool_calls: toolCalls.map(({ id, name, argumentsJson }) => ({
          id,
          type: 'function',
          function: { name, arguments: JSON.stringify(argumentsObject(argumentsJson)) },
        })),
      }
    : {}),
  ...(toolCallId === undefined ? {} : { tool_call_id: toolCallId }),
})

/** The fields of one event that are used here. */
interface Chunk {
  choice:
    | {
        content: string
        reasoning: string
        toolCalls: ToolCallFragment[]
        /** Empty until the last chunk of the answer. */
        finishReason: string
      }
    | undefined
  usage: { promptTokens: number; completionTokens: number } | undefined
}

/** A fragment of a tool call: the first one of an index has the name, the others extend the arguments. */
interface ToolCallFragment {
  index: number
  id: string
  name: string
  argumentsFragment: string
}

/** The checked data of one event. An error that the server reports in its stream is thrown. */
export function readChunk(data: string): Chunk {
  const value = parse(data)
  if (value.error !== undefined && value.error !== null) throw brokenAnswer('the server reports an error')
  const [choice] = Array.isArray(value.choices) ? value.choices : []
  return { choice: isRecord(choice) ? readChoice(choice) : undefined, usage: readUsage(value.usage) }
}

function readChoice({ delta, finish_reason }: Record<string, unknown>): Chunk['choice'] {
  const { content, reasoning_content, reasoning, tool_calls } = isRecord(delta) ? delta : {}
  return {
    content: word(content),
    // DeepSeek and llama.cpp use the older name, Ollama and newer vLLM the other one.
    reasoning: word(reasoning_content) || word(reasoning),
    toolCalls: Array.isArray(tool_calls) ? tool_calls.filter(isRecord).map(readFragment) : [],
    finishReason: word(finish_reason),
  }
}

function readFragment({ index, id, function: called }: Record<string, unknown>, position: number): ToolCallFragment {
  const { name, arguments: given } = isRecord(called) ? called : {}
  return { index: typeof index === 'number' ? index : position, id: word(id), name: word(name), argumentsFragment: word(given) }
}

function readUsage(usage: unknown): Chunk['usage'] {
  if (!isRecord(usage)) return undefined
  return { promptTokens: count(usage.prompt_tokens), completionTokens: count(usage.completion_tokens) }
}

function parse(data: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(data)
    if (isRecord(value)) return value
  } catch {
    // reported by the error below
  }
  throw brokenAnswer('an event is no JSON object')
}

const word = (value: unknown): string => (typeof value === 'string' ? value : '')
const count = (value: unknown): number => (Number.isSafeInteger(value) && (value as number) >= 0 ? (value as number) : 0)

const CALLS_MAX = 128
const ARGUMENTS_LENGTH_MAX = 262_144

/** Assembles the tool calls of an answer from their fragments. */
export function toolCallCollector() {
  const calls = new Map<number, ToolCall>()
  let length = 0
  return {
    add(fragments: ToolCallFragment[]): void {
      for (const { index, id, name, argumentsFragment } of fragments) {
        const call = calls.get(index) ?? { id: toolCallId(id, calls.values()), name: '', argumentsJson: '' }
        length += argumentsFragment.length
        calls.set(index, {
          id: call.id,
          name: call.name || name,
          argumentsJson: call.argumentsJson + argumentsFragment,
        })
      }
      if (calls.size > CALLS_MAX || length > ARGUMENTS_LENGTH_MAX) throw brokenAnswer('too many tool calls')
    },
    calls: (): ToolCall[] => [...calls.values()].map((call) => ({ ...call, argumentsJson: call.argumentsJson || '{}' })),
  }
}
