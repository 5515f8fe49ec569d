import { AppError } from '@collabry/runtime/errors'
import { judgeJson } from './judge-json'

export type BodyParser = (context: { request: Request }) => Promise<unknown>

interface JsonOptions {
  bytesMax: number
  /** What an empty body stands for; left out: an empty body is no JSON. */
  whenEmpty?: () => unknown
}

/** An Elysia parser: reads the body as JSON within its limit, whatever headers and framing claim. */
export const jsonBody =
  ({ bytesMax, whenEmpty }: JsonOptions): BodyParser =>
  async ({ request }) => {
    const { headers } = request
    const encoding = headers.get('content-encoding')
    if (encoding && encoding.toLowerCase() !== 'identity') {
      throw new AppError('unsupported_media_type', 'Send the body without compression (no Content-Encoding).')
    }
    const length = Number(headers.get('content-length') ?? Number.NaN)
    if (length > bytesMax) throw tooLarge(bytesMax)
    // A declared length bounds what the server hands over; a chunked body is counted while it comes.
    const bytes = Number.isNaN(length) ? await readCounted(request, bytesMax) : new Uint8Array(await request.arrayBuffer())
    if (bytes.length > bytesMax) throw tooLarge(bytesMax)
    if (bytes.length === 0 && whenEmpty) return whenEmpty()
    if (!isJson(headers.get('content-type'))) {
      throw new AppError('unsupported_media_type', 'Send the body as JSON, with Content-Type: application/json.')
    }
    return fieldsOf(parse(bytes))
  }

const isJson = (contentType: string | null) => contentType !== null && JSON_TYPE.test(contentType)
const JSON_TYPE = /^\s*application\/json\s*(?:;\s*charset\s*=\s*"?utf-?8"?\s*)?;?\s*$/i

async function readCounted(request: Request, bytesMax: number): Promise<Uint8Array> {
  if (!request.body) return new Uint8Array()
  const chunks: Uint8Array[] = []
  let bytes = 0
  for await (const chunk of request.body) {
    bytes += chunk.length
    if (bytes > bytesMax) throw tooLarge(bytesMax)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks, bytes)
}

const strictUtf8 = new TextDecoder('utf-8', { fatal: true })

function parse(bytes: Uint8Array): unknown {
  let value: unknown
  try {
    value = JSON.parse(strictUtf8.decode(bytes))
  } catch (cause) {
    throw new AppError('malformed_json', 'Send a body that is JSON in UTF-8.', { cause })
  }
  judgeJson(value)
  return value
}

/**
 * A field that is null counts as left out: clients with optional fields send both. `__proto__` is an unknown field: kept, it
 * would become the prototype of a copy, and what it holds would pass for fields that nobody judged.
 */
function fieldsOf(value: unknown): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    const message = 'must be a JSON object'
    throw new AppError('validation_error', `The body ${message}.`, { fields: [{ field: 'body', message }] })
  }
  return Object.fromEntries(Object.entries(value).filter(([name, field]) => field !== null && name !== '__proto__'))
}

const tooLarge = (bytesMax: number) => new AppError('payload_too_large', `Send a body of at most ${bytesMax} bytes.`)
