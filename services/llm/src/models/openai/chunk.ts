import { brokenAnswer } from '../http/errors'

/** What this service reads of one event; other fields are the server's own. */
export interface Chunk {
  choice:
    | {
        content: string
        reasoning: string
        toolCalls: CallPiece[]
        /** Empty while the answer goes on. */
        finishReason: string
      }
    | undefined
  usage: { promptTokens: number; completionTokens: number } | undefined
}

/** A piece of a call: the first one of an index names it, the others add to its arguments. */
export interface CallPiece {
  index: number
  id: string
  name: string
  argumentsPiece: string
}

type Fields = Record<string, unknown>

/** One event's data, checked; an error in the middle of the stream is thrown. */
export function readChunk(data: string): Chunk {
  const value = parse(data)
  if (value.error !== undefined && value.error !== null) throw brokenAnswer('the server reports an error')
  const [choice] = Array.isArray(value.choices) ? value.choices : []
  return { choice: isFields(choice) ? readChoice(choice) : undefined, usage: readUsage(value.usage) }
}

function readChoice({ delta, finish_reason }: Fields): Chunk['choice'] {
  const { content, reasoning_content, reasoning, tool_calls } = isFields(delta) ? delta : {}
  return {
    content: word(content),
    // Two names are in use: the older one is DeepSeek's and llama.cpp's, the other that of Ollama and newer vLLM.
    reasoning: word(reasoning_content) || word(reasoning),
    toolCalls: Array.isArray(tool_calls) ? tool_calls.filter(isFields).map(readPiece) : [],
    finishReason: word(finish_reason),
  }
}

function readPiece({ index, id, function: called }: Fields, position: number): CallPiece {
  const { name, arguments: given } = isFields(called) ? called : {}
  return { index: typeof index === 'number' ? index : position, id: word(id), name: word(name), argumentsPiece: word(given) }
}

function readUsage(usage: unknown): Chunk['usage'] {
  if (!isFields(usage)) return undefined
  return { promptTokens: count(usage.prompt_tokens), completionTokens: count(usage.completion_tokens) }
}

function parse(data: string): Fields {
  try {
    const value: unknown = JSON.parse(data)
    if (isFields(value)) return value
  } catch {
    // the error below says it
  }
  throw brokenAnswer('an event that is no JSON object')
}

const word = (value: unknown): string => (typeof value === 'string' ? value : '')
const count = (value: unknown): number => (Number.isSafeInteger(value) && (value as number) >= 0 ? (value as number) : 0)
const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null && !Array.isArray(value)
