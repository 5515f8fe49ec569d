import { AppError } from '@collabry/runtime/errors'
import { readBytes, releaseBytes } from '@collabry/runtime/validation'
import { Elysia } from 'elysia'
import { requestContext } from '../request-context'
import { type BodyBudget, type HeldBody, piecesOf } from './body-budget'
import { type FieldSchemas, readJsonFields } from './json-fields'
import { PIECE_BYTES } from './json-scanner'
import { FORM_BYTES_MAX } from './multipart'

/** How a route reads its body. Every route that is not GET names one: the framework's own parsers have no limits. */
interface BodyParser {
  (context: { request: Request }): Promise<unknown>
  readonly kind: 'json' | 'form' | 'none'
  readonly bytesMax: number
}

/** Makes the parser of a route, for the fields of its schema and of `more`; other fields are skipped. */
export type JsonBody = (schema: { properties: object }, more?: FieldSchemas) => BodyParser

interface JsonOptions {
  bytesMax: number
  /** Opens the budget of a request. */
  holdBody: HoldBody
  /** Fields of an empty body; unset: an empty body is refused, since it is not JSON. */
  whenEmpty?: () => Record<string, unknown>
}

export type HoldBody = (request: Request) => HeldBody

/** Opens the budget of a request, which is released when the request was answered. */
export const holdBodies =
  (budget: BodyBudget, ownerOf: (request: Request) => string): HoldBody =>
  (request) =>
    (requestContext(request).body ??= budget.open(ownerOf(request)))

/** An Elysia parser that reads the body as JSON within its limits. It trusts neither headers nor framing. */
export const jsonBody =
  ({ bytesMax, holdBody, whenEmpty }: JsonOptions): JsonBody =>
  ({ properties }, more = {}) => {
    const schemas: FieldSchemas = { ...properties, ...more }
    const parse = async ({ request }: { request: Request }) => {
      const { headers } = request
      const encoding = headers.get('content-encoding')
      if (encoding && encoding.toLowerCase() !== 'identity') {
        throw new AppError('unsupported_media_type', 'Send the body without compression (no Content-Encoding).')
      }
      checkLength(headers, bytesMax)
      const mayBeEmpty = whenEmpty !== undefined && !(Number(headers.get('content-length')) > 0)
      if (!mayBeEmpty) checkType(headers.get('content-type'))
      const held = holdBody(request)
      const bytes = await readWithin(request, bytesMax, held)
      if (bytes.length === 0 && whenEmpty) return whenEmpty()
      if (mayBeEmpty) checkType(headers.get('content-type'))
      const read = () => readJsonFields(bytes, schemas)
      const fields = await (bytes.length > PIECE_BYTES ? held.inTurn(read).finally(() => releaseBytes(bytes)) : read())
      requestContext(request).fields = fields
      return fields
    }
    return Object.assign(parse, { kind: 'json', bytesMax } as const)
  }

/** A body of a route without one is discarded up to this size. */
const DROPPED_BYTES_MAX = 16_384

/** For routes that take no body: a body is discarded. */
export const noBody: BodyParser = Object.assign(
  async ({ request: { body, headers } }: { request: Request }) => {
    checkLength(headers, DROPPED_BYTES_MAX)
    if (body && !headers.has('content-length')) await countDropped(body)
    // Not undefined, because the framework would then try its own parsers.
    return null
  },
  { kind: 'none', bytesMax: DROPPED_BYTES_MAX } as const,
)

async function countDropped(body: ReadableStream<Uint8Array>): Promise<void> {
  let bytes = 0
  for await (const { length } of piecesOf(body)) {
    bytes += length
    if (bytes > DROPPED_BYTES_MAX) throw tooLarge(DROPPED_BYTES_MAX)
  }
}

/** For the route that reads its form itself, piece by piece. */
export const formBody = (fileBytesMax: number): BodyParser =>
  Object.assign(async () => null, { kind: 'form', bytesMax: fileBytesMax + FORM_BYTES_MAX } as const)

/** The same for GET and HEAD, whose bodies the server drops by itself. */
export const noBodyOfGet = new Elysia({ name: 'no-body-of-get' }).onRequest(({ request: { method, headers } }) => {
  if (method === 'GET' || method === 'HEAD') checkLength(headers, DROPPED_BYTES_MAX)
})

function checkLength(headers: Headers, bytesMax: number): void {
  if (Number(headers.get('content-length')) > bytesMax) throw tooLarge(bytesMax)
}

const UTF_8 = new Set(['utf-8', 'utf8'])

function checkType(contentType: string | null): void {
  const [type = '', ...parameters] = (contentType ?? '').toLowerCase().split(';')
  if (type.trim() !== 'application/json') {
    throw new AppError('unsupported_media_type', 'Send the body as JSON, with Content-Type: application/json.')
  }
  for (const parameter of parameters) {
    const [name = '', value = ''] = parameter.split('=')
    if (name.trim() === 'charset' && !UTF_8.has(value.replaceAll('"', '').trim())) {
      throw new AppError(
        'unsupported_media_type',
        'Send the body in UTF-8: leave the charset of Content-Type out, or write utf-8.',
      )
    }
  }
}

/** A body of at most this declared length is read at once; a larger one is counted while it arrives. */
const AT_ONCE_BYTES_MAX = 65_536

async function readWithin(request: Request, bytesMax: number, held: HeldBody): Promise<Buffer> {
  const declared = Number(request.headers.get('content-length') ?? Number.NaN)
  if (declared <= AT_ONCE_BYTES_MAX) {
    held.hold(declared)
    return Buffer.from(await request.arrayBuffer())
  }
  if (!request.body) return Buffer.alloc(0)
  const pieces = counted(request.body, held)
  if (Number.isNaN(declared)) return Buffer.from((await readBytes(pieces, bytesMax, () => tooLarge(bytesMax))).buffer)
  // The memory is taken by the bytes that come, not by the length that was promised.
  const bytes = Buffer.allocUnsafeSlow(declared)
  let length = 0
  for await (const piece of pieces) {
    bytes.set(piece, length)
    length += piece.length
    releaseBytes(piece)
  }
  return bytes.subarray(0, length)
}

async function* counted(body: ReadableStream<Uint8Array>, held: HeldBody): AsyncGenerator<Uint8Array> {
  for await (const piece of piecesOf(body)) {
    held.hold(piece.length)
    yield piece
  }
}

const tooLarge = (bytesMax: number) => new AppError('payload_too_large', `Send a body of at most ${bytesMax} bytes.`)
