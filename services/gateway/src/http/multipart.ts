import { once } from 'node:events'
import { AppError } from '@collabry/runtime/errors'
import { Busboy, type BusboyFileStream, type BusboyInstance } from '@fastify/busboy'
import { wrongField } from './upload-head'

/** A form with one file, read as far as the beginning of the file; the rest comes while its bytes are drawn. */
export interface FileForm extends Disposable {
  filename: string
  /** Whole when the bytes have ended: fields may stand before the file and behind it. */
  fields: ReadonlyMap<string, string>
  bytes: AsyncIterable<Uint8Array>
}

interface FormLimits {
  fileBytesMax: number
}

const FIELD_BYTES_MAX = 64 * 1_024
const FIELDS_MAX = 32
/** What a form may have besides its file: other fields, and the heads of all parts. */
const FORM_BYTES_MAX = 4 * 1_048_576

/** Takes a multipart form apart while it comes: no more of it is held than the pieces on their way. Disposing ends it. */
export async function readFileForm({ headers, body }: Request, { fileBytesMax }: FormLimits): Promise<FileForm> {
  const contentType = headers.get('content-type') ?? ''
  if (!/^\s*multipart\/form-data\s*;/i.test(contentType) || !body)
    throw new AppError('unsupported_media_type', 'Send the file as multipart/form-data, in a field named file.')
  if (Number(headers.get('content-length')) > fileBytesMax + FORM_BYTES_MAX) throw tooLarge(fileBytesMax)

  const parser = openParser(contentType)
  const { file, fields } = partsOf(parser)
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
  try {
    return new Busboy({
      headers: { 'content-type': contentType },
      limits: { fieldSize: FIELD_BYTES_MAX, fields: FIELDS_MAX, headerPairs: 100 },
      preservePath: true,
    })
  } catch (cause) {
    throw malformed(cause)
  }
}

interface FilePart {
  stream: BusboyFileStream
  filename: string
}

/** The file, once it begins, and the fields as they come. What is wrong with them ends the parser. */
function partsOf(parser: BusboyInstance): { file: Promise<FilePart>; fields: Map<string, string> } {
  const fields = new Map<string, string>()
  const { promise: file, resolve, reject } = Promise.withResolvers<FilePart>()
  let found = false
  // What is in the parser already is still told after its end, hence the rejection at once.
  const fail = (error: AppError) => {
    reject(error)
    parser.destroy(error)
  }
  parser.on('field', (name, value, _nameIsCut, valueIsCut) => {
    if (valueIsCut) fail(wrongField(name, `must be at most ${FIELD_BYTES_MAX} bytes`))
    fields.set(name, value)
  })
  parser.on('file', (name, stream, filename) => {
    stream.on('error', () => {}) // told by whoever draws its bytes
    if (name !== 'file') stream.resume()
    else if (found) fail(wrongField('file', 'must be one; send each file by itself'))
    else {
      found = true
      resolve({ stream, filename })
    }
  })
  parser.on('error', (error: unknown) => reject(asOurs(error)))
  parser.on('finish', () => reject(wrongField('file', 'is required')))
  return { file, fields }
}

/** Gives the body to the parser as fast as the file is drawn. */
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
  finished.catch(() => {}) // a failure is told by what is written
  let bytes = 0
  try {
    for await (const chunk of body) {
      bytes += chunk.byteLength
      if (bytes > fileBytesMax + FORM_BYTES_MAX) throw tooLarge(fileBytesMax)
      if (!parser.write(chunk)) await once(parser, 'drain', { signal })
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

const tooLarge = (bytesMax: number) =>
  new AppError('payload_too_large', `Send a file of at most ${Math.floor(bytesMax / 1_048_576)} MiB.`)
