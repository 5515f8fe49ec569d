/** A chat request in the form of Ollama's API; requests of OpenAI's API are converted to it. */
export interface ChatRequest {
  model: string
  messages: { role: string; content: string }[]
  stream?: boolean
  format?: unknown
  tools?: unknown[]
  /** The effort of reasoning; false: not at all. */
  think?: boolean | string
  /** Ollama only; false: a prompt that is longer than the window is refused instead of cut. */
  truncate?: boolean
  options?: Record<string, unknown>
  /** OpenAI's API only: the stream ends with token counts. */
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
  /** A text that is repeated after the tokens until the client disconnects, so that the answer is longer than any buffer. */
  endless?: string
  /** Reasoning before the answer. */
  thinking?: string[]
  /** Tool calls at the end of the answer. */
  calls?: FakeToolCall[]
  /** Delay before the first line, and before the headers, as in Ollama. */
  firstTokenDelayMs?: number
  /** The first line waits for it, so that a test decides when the model speaks. */
  until?: Promise<unknown>
  tokenDelayMs?: number
  doneReason?: 'stop' | 'length'
  /** Tokens of the prompt. Default: about one token per four characters. */
  promptTokens?: number
  fault?: Fault
}

/**
 * Faults. `after` is the number of tokens that are sent before the fault.
 *
 * - silent: no answer, not even headers
 * - stall: the connection stays open, but nothing more is sent
 * - close_mid_line, reset_mid_line: half a line, then FIN without the end of the body, or RST
 * - cut: the body ends correctly, without the end of the answer
 * - garbage: bytes that are not JSON
 * - long_line: one line of 10 MB
 * - split_utf8: each line is sent byte by byte (the answer is correct)
 * - error_status_200: `{"error"}` as the first line of a 200; error_mid_stream: later
 * - not_found, server_error: 404 and 500 instead of a stream
 */
export type Fault =
  | { kind: 'silent' | 'garbage' | 'long_line' | 'split_utf8' | 'error_status_200' | 'not_found' | 'server_error' }
  | { kind: 'stall' | 'close_mid_line' | 'reset_mid_line' | 'cut' | 'error_mid_stream'; after: number }

export type Script = (request: ChatRequest) => Answer

const WORDS_MAX = 64

/**
 * Echoes the last message, or answers a JSON schema with a minimal value, and obeys num_predict. As in Ollama, the text begins
 * with a space.
 */
export const echoScript: Script = ({ messages, format, options }) => {
  const words = (messages.at(-1)?.content ?? '').split(/\s+/).filter((word) => word !== '')
  const tokens =
    typeof format === 'object' && format !== null
      ? pieces(JSON.stringify(instanceOf(format)), 8)
      : [' You', ' asked:', ...words.slice(0, WORDS_MAX).map((word) => ` ${word}`)]
  const most = typeof options?.num_predict === 'number' ? options.num_predict : tokens.length
  return { tokens: tokens.slice(0, most), doneReason: tokens.length > most ? 'length' : 'stop' }
}

/** A numbered answer, so that the receiver can check order and completeness. */
export const numberedScript =
  (count: number, more: Omit<Answer, 'tokens'> = {}): Script =>
  () => ({ tokens: Array.from({ length: count }, (_, index) => ` token-${String(index).padStart(9, '0')}`), ...more })

const pieces = (text: string, length: number): string[] => text.match(new RegExp(`[^]{1,${length}}`, 'gu')) ?? []

/** A minimal value of a JSON schema without cycles; arrays have one item, or `minItems`. A choice is its first one. */
function instanceOf(schema: object, root = schema): unknown {
  const { type, properties, items, enum: words, minimum, minItems, anyOf, $ref } = schema as Record<string, unknown>
  if (typeof $ref === 'string') return instanceOf(definitionAt($ref, root), root)
  if (Array.isArray(anyOf)) return instanceOf(anyOf[0] as object, root)
  if (Array.isArray(words)) return words[0]
  if (type === 'object' || properties !== undefined) {
    return Object.fromEntries(
      Object.entries((properties ?? {}) as Record<string, object>).map(([key, of]) => [key, instanceOf(of, root)]),
    )
  }
  if (type === 'array') {
    return items === undefined ? [] : Array.from({ length: Number(minItems ?? 1) }, () => instanceOf(items as object, root))
  }
  if (type === 'number' || type === 'integer') return typeof minimum === 'number' ? minimum : 1
  if (type === 'boolean') return true
  return 'scripted text'
}

/** The schema that a reference such as `#/$defs/City` names. */
const definitionAt = (reference: string, root: object): object =>
  reference
    .split('/')
    .slice(1)
    .reduce((found, name) => (found as Record<string, object>)[name] ?? {}, root)
