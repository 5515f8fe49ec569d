import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { AppError } from '@collabry/runtime/errors'
import { wrongField } from '@collabry/runtime/validation'
import { Busboy, type BusboyFileStream, type BusboyInstance } from '@fastify/busboy'
import { type HeldBody, piecesOf } from './body-budget'

/** A form with one file, read up to the beginning of the file. The rest is read with the bytes of the file. */
export interface FileForm extends Disposable {
  filename: string
  /** Complete after the last byte, since fields may come before the file and after it. */
  fields: ReadonlyMap<string, string>
  bytes: AsyncIterable<Uint8Array>
}

export interface FormLimits {
  fileBytesMax: number
  /** Counts the part of the form that is kept in memory. */
  held: Pick<HeldBody, 'hold'>
}

const FIELD_BYTES_MAX = 64 * 1_024
const FIELDS_MAX = 64
/** RFC 2046, 5.1.1. The search for a boundary costs its length at every byte, in the worst case. */
const BOUNDARY_CHARS_MAX = 70
const HEADER_BYTES_MAX = 16 * 1_024
/** The file itself is not kept; this much of it is in transit, or kept for a retry of its upload. */
const FILE_BYTES_HELD = 1_310_720
/** Bytes that the parser gets at once, which may hold the headers of hundreds of parts, and its time slice. */
const PIECE_BYTES = 8_192
const SLICE_MS = 4
/** Bytes of a form besides its file: other fields, and the headers of all parts. */
export const FORM_BYTES_MAX = 4 * 1_048_576

/** Parses a multipart form while it arrives, and holds only the pieces in transit. Disposing ends it. */
export async function readFileForm({ headers, body }: Request, { fileBytesMax, held }: FormLimits): Promise<FileForm> {
  const contentType = headers.get('content-type') ?? ''
  if (!/^\s*multipart\/form-data\s*;/i.test(contentType) || !body)
    throw new AppError('unsupported_media_type', 'Send the file as multipart/form-data, in a field named file.')
  const declared = headers.get('content-length')
  if (Number(declared) > fileBytesMax + FORM_BYTES_MAX) throw tooLarge(fileBytesMax)

  held.hold(Math.min(FILE_BYTES_HELD, Number(declared ?? FILE_BYTES_HELD)))
  const parser = openParser(contentType)
  const { file, fields } = partsOf(parser, held)
  const stop = new AbortController()
  const fed = feed(body, parser, fileBytesMax, stop.signal)
  const end = (reason?: unknown) => {
    stop.abort(reason)
    parser.destroy(reason instanceof Error ? reason : undefined)
  }
  fed.catch(end)
  try {
    const { stream, filename } = await file
    fed.catch((error: Error) => stream.destroy(error))
    return { filename, fields, bytes: bytesOf(stream, fed, fileBytesMax), [Symbol.dispose]: () => end() }
  } catch (error) {
    end(error)
    throw error
  }
}

function openParser(contentType: string): BusboyInstance {
  const boundary = /;\s*boundary=("?)([^";]*)/i.exec(contentType)?.[2] ?? ''
  if (boundary.length > BOUNDARY_CHARS_MAX) throw malformed(new Error('the boundary is too long'))
  try {
    return new Busboy({
      headers: { 'content-type': contentType },
      limits: {
        fieldSize: FIELD_BYTES_MAX,
        fields: FIELDS_MAX,
        files: 1,
        parts: FIELDS_MAX + 1,
        headerPairs: 100,
        headerSize: HEADER_BYTES_MAX,
      },
      preservePath: true,
      isPartAFile: (name, type, filename) =>
        (filename !== undefined || type === 'application/octet-stream') && !isTextBlob(name, filename),
    })
  } catch (cause) {
    throw malformed(cause)
  }
}

const TEXT_FIELDS: ReadonlySet<string | undefined> = new Set(['metadata', 'notebook_id'])

/** Browsers send a Blob of any field as a file of this name. */
const BLOB_NAME = 'blob'

/** A field that is sent as a Blob is the text that it holds. */
const isTextBlob = (name: string | undefined, filename: string | undefined): boolean =>
  TEXT_FIELDS.has(name) || (name !== 'file' && filename === BLOB_NAME)

interface FilePart {
  stream: BusboyFileStream
  filename: string
}

/** The file when it begins, and the fields as they arrive. An invalid field ends the parser. */
function partsOf(parser: BusboyInstance, held: FormLimits['held']): { file: Promise<FilePart>; fields: Map<string, string> } {
  const fields = new Map<string, string>()
  const { promise: file, resolve, reject } = Promise.withResolvers<FilePart>()
  // Rejects at once, since the parser still reports buffered parts after its end.
  const fail = (error: unknown) => {
    reject(error)
    parser.destroy(error instanceof Error ? error : undefined)
  }
  for (const limit of ['fieldsLimit', 'filesLimit', 'partsLimit'] as const) parser.on(limit, () => fail(tooManyParts()))
  parser.on('field', (name, value, _nameIsCut, valueIsCut) => {
    if (valueIsCut) return fail(wrongField(name, `must be at most ${FIELD_BYTES_MAX} bytes`))
    try {
      held.hold(name.length + value.length)
    } catch (error) {
      return fail(error)
    }
    fields.set(name, value)
  })
  parser.on('file', (name, stream, filename) => {
    stream.on('error', () => {}) // reported to the reader of its bytes
    if (name !== 'file') stream.resume()
    else resolve({ stream, filename })
  })
  parser.on('error', (error: unknown) => reject(asOurs(error)))
  parser.on('finish', () => reject(wrongField('file', 'is required')))
  return { file, fields }
}

/** Gives the body to the parser as fast as the file is read. */
async function feed(
  body: ReadableStream<Uint8Array>,
  parser: BusboyInstance,
  fileBytesMax: number,
  signal: AbortSignal,
): Promise<void> {
  let failure: unknown
  parser.on('error', (error: unknown) => {
    failure = error
  })
  const finished = once(parser, 'finish', { signal })
  finished.catch(() => {}) // the writes report a failure
  let bytes = 0
  let begunMs = performance.now()
  try {
    for await (const chunk of piecesOf(body)) {
      bytes += chunk.byteLength
      if (bytes > fileBytesMax + FORM_BYTES_MAX) throw tooLarge(fileBytesMax)
      for (let start = 0; start < chunk.length; start += PIECE_BYTES) {
        if (!parser.write(chunk.subarray(start, start + PIECE_BYTES))) await once(parser, 'drain', { signal })
        if (performance.now() - begunMs < SLICE_MS) continue
        await nextTurn()
        begunMs = performance.now()
      }
    }
    parser.end()
    await finished
  } catch (error) {
    throw asOurs(failure ?? error)
  }
}

async function* bytesOf(stream: BusboyFileStream, fed: Promise<void>, fileBytesMax: number): AsyncGenerator<Uint8Array> {
  let bytes = 0
  try {
    for await (const chunk of stream as AsyncIterable<Uint8Array>) {
      bytes += chunk.byteLength
      if (bytes > fileBytesMax) throw tooLarge(fileBytesMax)
      yield chunk
    }
    await fed
  } catch (error) {
    throw asOurs(error)
  }
}

const asOurs = (error: unknown): AppError => (error instanceof AppError ? error : malformed(error))

const malformed = (cause: unknown) =>
  new AppError('validation_error', 'The body must be multipart/form-data that is complete and ends with its boundary.', {
    cause,
    fields: [{ field: 'body', message: 'must be complete multipart/form-data' }],
  })

const tooManyParts = () => new AppError('payload_too_large', `Send a form of at most ${FIELDS_MAX} fields and one file.`)

const tooLarge = (bytesMax: number) =>
  new AppError('payload_too_large', `Send a file of at most ${Math.floor(bytesMax / 1_048_576)} MiB.`)

/** The file of a form, and a hash of the whole form once it was read. The boundary is left out, since each try has a new one. */
export function hashForm({ bytes, fields, filename }: Pick<FileForm, 'bytes' | 'fields' | 'filename'>) {
  const file = createHash('sha256')
  return {
    bytes: watched(),
    digest: () =>
      createHash('sha256')
        .update(JSON.stringify([filename, [...fields].toSorted(), file.digest('hex')]))
        .digest('hex'),
  }

  async function* watched(): AsyncGenerator<Uint8Array> {
    for await (const piece of bytes) {
      file.update(piece)
      yield piece
    }
  }
}

/** Reads a form to its end. */
export async function hashWhole(form: FileForm): Promise<string> {
  const { bytes, digest } = hashForm(form)
  for await (const _ of bytes);
  return digest()
}

export const isForm = (request: Request): boolean => /^\s*multipart\//i.test(request.headers.get('content-type') ?? '')
