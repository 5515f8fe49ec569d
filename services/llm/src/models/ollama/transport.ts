import { AppError } from '@collabry/runtime/errors'
import { readBytes } from '@collabry/runtime/validation'
import { Ollama } from 'ollama'
import { answerTooLarge, type Call, type Refusal, request } from '../http/call'
import type { BodyReader } from '../http/connections'

/** The vectors of 64 texts are about 1 MB. */
const BODY_BYTES_MAX = 64 * 1024 * 1024

/**
 * The Ollama client for one call. Its own abort works only after the headers, and on all streams at once, so every request
 * gets the signal of the call instead. Errors are read here, because the client prints bodies on the console.
 */
export function ollamaFor(url: string, call: Call, refusal: Refusal): Ollama {
  const bound = async (input: string | URL | Request, init: RequestInit = {}): Promise<Response> => {
    const { body } = await request(call, refusal, input, init)
    return new Response(await readBytes(body, BODY_BYTES_MAX, answerTooLarge), {
      headers: { 'content-type': 'application/json' },
    })
  }
  return new Ollama({ host: url, fetch: bound as typeof fetch })
}

/** Longest line of a stream: far above any token, and small enough to be held in memory. */
export const LINE_BYTES_MAX = 1024 * 1024

const NEWLINE = 10

/**
 * Reads a body of JSON lines. Each call returns the objects of all complete lines, at least one; none: the body has ended.
 * The reader of the Ollama client is not used: it passes each line through four streams, holds lines of any length, skips
 * lines that are no JSON and prints them on the console, and ignores an incomplete last line.
 */
export function lineReader(reader: BodyReader): () => Promise<object[]> {
  let held: Uint8Array[] = []
  let heldBytes = 0

  /** The complete lines of the bytes that were held and of this chunk. The incomplete last line is held. */
  const take = (chunk: Uint8Array): string => {
    // Nearly every chunk is one whole line or several.
    if (heldBytes === 0 && chunk.length <= LINE_BYTES_MAX && chunk[chunk.length - 1] === NEWLINE) return decoder.decode(chunk)
    const end = chunk.lastIndexOf(NEWLINE) + 1
    if (heldBytes + (end === 0 ? chunk.length : chunk.indexOf(NEWLINE)) > LINE_BYTES_MAX) throw malformed()
    const whole = chunk.subarray(0, end)
    const lines = end === 0 ? '' : decoder.decode(held.length === 0 ? whole : Buffer.concat([...held, whole]))
    if (end > 0) held = []
    const rest = chunk.subarray(end)
    if (rest.length > 0) held.push(rest)
    heldBytes = end > 0 ? rest.length : heldBytes + rest.length
    return lines
  }

  return async () => {
    for (;;) {
      const { done, value } = await reader.read()
      if (done && heldBytes > 0) throw malformed()
      if (done || !value) return []
      const objects = parseLines(take(value))
      if (objects.length > 0) return objects
    }
  }
}

/** The objects of whole lines, each with its line end; empty lines are none. */
function parseLines(lines: string): object[] {
  const objects: object[] = []
  for (let at = 0; at < lines.length; ) {
    const end = lines.indexOf('\n', at)
    if (end > at) objects.push(parse(at === 0 && end === lines.length - 1 ? lines : lines.slice(at, end)))
    at = end + 1
  }
  return objects
}

const decoder = new TextDecoder()

function parse(line: string): object {
  let value: unknown
  try {
    value = JSON.parse(line)
  } catch {
    throw malformed()
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw malformed()
  return value
}

const malformed = () => new AppError('upstream_error', 'The answer of the model server is malformed; try again.')
