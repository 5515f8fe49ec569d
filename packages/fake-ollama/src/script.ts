/** What a chat request asks for, as Ollama's API has it; one of OpenAI's API is put into this shape. */
export interface ChatRequest {
  model: string
  messages: { role: string; content: string }[]
  stream?: boolean
  format?: unknown
  tools?: unknown[]
  options?: Record<string, unknown>
  /** Of OpenAI's API: the counts are wanted at the end of the stream. */
  includeUsage?: boolean
}

export interface FakeToolCall {
  name: string
  arguments: Record<string, unknown>
}

/** How the fake answers one chat request. */
export interface Answer {
  /** Texts of the answer, one line of the stream each. */
  tokens: string[]
  /** A text that follows the tokens again and again until the client leaves: the answer is longer than any buffer. */
  endless?: string
  /** Reasoning before the answer. */
  thinking?: string[]
  /** Functions that are called at the end of the answer. */
  calls?: FakeToolCall[]
  /** Silence before the first line (headers included, as Ollama does it). */
  firstTokenDelayMs?: number
  tokenDelayMs?: number
  doneReason?: 'stop' | 'length'
  /** The count of prompt_eval_count; unset: about four characters a token. */
  promptTokens?: number
  fault?: Fault
}

/**
 * What goes wrong. `after` counts the tokens that were sent well before it.
 *
 * - silent: nothing is ever answered, not even headers
 * - stall: the connection stays open and nothing more comes
 * - close_mid_line, reset_mid_line: half a line, then FIN without the end of the body, or RST
 * - cut: the body ends well-formed, without the end of the answer
 * - garbage: bytes that are no JSON
 * - long_line: one line of 10 MB
 * - split_utf8: every line goes out byte by byte (the answer is right)
 * - error_status_200: `{"error"}` as the first line of a 200; error_mid_stream: later
 * - not_found, server_error: 404 and 500 instead of a stream
 */
export type Fault =
  | { kind: 'silent' | 'garbage' | 'long_line' | 'split_utf8' | 'error_status_200' | 'not_found' | 'server_error' }
  | { kind: 'stall' | 'close_mid_line' | 'reset_mid_line' | 'cut' | 'error_mid_stream'; after: number }

export type Script = (request: ChatRequest) => Answer

const WORDS_MAX = 64

/** Answers free text with an echo of the last message, a JSON schema with a minimal value of it, and obeys num_predict. Like Ollama's, the text begins with a blank. */
export const echoScript: Script = ({ messages, format, options }) => {
  const words = (messages.at(-1)?.content ?? '').split(/\s+/).filter((word) => word !== '')
  const tokens =
    typeof format === 'object' && format !== null
      ? pieces(JSON.stringify(instanceOf(format)), 8)
      : [' You', ' asked:', ...words.slice(0, WORDS_MAX).map((word) => ` ${word}`)]
  const most = typeof options?.num_predict === 'number' ? options.num_predict : tokens.length
  return { tokens: tokens.slice(0, most), doneReason: tokens.length > most ? 'length' : 'stop' }
}

/** A numbered answer: order and completeness can be checked at the other end. */
export const numberedScript =
  (count: number, more: Omit<Answer, 'tokens'> = {}): Script =>
  () => ({ tokens: Array.from({ length: count }, (_, index) => ` token-${String(index).padStart(9, '0')}`), ...more })

const pieces = (text: string, length: number): string[] => text.match(new RegExp(`[^]{1,${length}}`, 'gu')) ?? []

/** A smallest value that satisfies a plain JSON schema (no references): arrays get one item, or as many as they must have. */
function instanceOf(schema: object): unknown {
  const { type, properties, items, enum: words, minimum, minItems } = schema as Record<string, unknown>
  if (Array.isArray(words)) return words[0]
  if (type === 'object' || properties !== undefined) {
    return Object.fromEntries(
      Object.entries((properties ?? {}) as Record<string, object>).map(([key, of]) => [key, instanceOf(of)]),
    )
  }
  if (type === 'array') {
    return items === undefined ? [] : Array.from({ length: Number(minItems ?? 1) }, () => instanceOf(items as object))
  }
  if (type === 'number' || type === 'integer') return typeof minimum === 'number' ? minimum : 1
  if (type === 'boolean') return true
  return 'scripted text'
}
