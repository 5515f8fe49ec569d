import { isRecord } from '@collabry/runtime/validation'
import { brokenAnswer } from '../http/errors'
import { toolCallId } from '../http/tool-calls'
import type { ToolCall } from '../model'

/** The fields of one event that are used here. */
export interface Chunk {
  choice:
    | {
        content: string
        reasoning: string
        toolCalls: ToolCallFragment[]
        /** Empty while the answer goes on. */
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
