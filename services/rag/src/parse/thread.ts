import { AppError } from '@collabry/runtime/errors'
import { chunksOf, type TextChunk } from '../chunk/chunk'
import { embeddingText, indexWords } from '../lexical/tokenizer'
import type { ReadChunk } from './reader'
import { parseText } from './stored-text'

/** Requests to the thread. A document has a number until it is closed. */
export type ReadRequest = { id: number; document: number } & (
  | { kind: 'open'; filename: string; bytes: Uint8Array<ArrayBuffer> }
  | { kind: 'batch'; from: number; count: number }
  | { kind: 'close' }
)

/** The reply to the request of the same id; `refusal` is a sentence for the owner of the file. */
export type ReadReply = { id: number } & (
  | { kind: 'opened'; utf8: Uint8Array<ArrayBuffer>; chunks: number }
  | { kind: 'batch'; chunks: ReadChunk[] }
  | { kind: 'closed' }
  | { kind: 'refused'; refusal: string }
  | { kind: 'broken' }
)

/** The content is cut out of the text when it is asked for. */
type Place = Omit<TextChunk, 'content'>

interface Held {
  filename: string
  text: string
  places: Place[]
}

/** Segmenting leaves much that the collector does not count: a text of 50 MB would take 450 MB. */
const COLLECT_EVERY_CHUNKS = 512
let uncollected = 0

function collectAfter(chunks: number): void {
  uncollected += chunks
  if (uncollected < COLLECT_EVERY_CHUNKS) return
  uncollected = 0
  Bun.gc(true)
}

declare const self: Worker
const documents = new Map<number, Held>()

self.onmessage = ({ data: request }: MessageEvent<ReadRequest>) => {
  const reply = answer(request)
  self.postMessage(reply, reply.kind === 'opened' ? [reply.utf8.buffer] : [])
}

function answer(request: ReadRequest): ReadReply {
  const { id, document } = request
  try {
    switch (request.kind) {
      case 'open':
        return { id, ...open(document, request.filename, request.bytes) }
      case 'batch':
        return { id, kind: 'batch', chunks: batch(document, request.from, request.count) }
      case 'close':
        documents.delete(document)
        return { id, kind: 'closed' }
    }
  } catch (error) {
    return error instanceof AppError ? { id, kind: 'refused', refusal: error.message } : { id, kind: 'broken' }
  }
}

function open(document: number, filename: string, bytes: Uint8Array<ArrayBuffer>) {
  const text = parseText(bytes)
  const places: Place[] = []
  for (const { content: _, ...place } of chunksOf(text)) {
    places.push(place)
    collectAfter(1)
  }
  documents.set(document, { filename, text, places })
  return { kind: 'opened', utf8: isStoredAsItIs(bytes) ? bytes : new TextEncoder().encode(text), chunks: places.length } as const
}

/** Without a byte order mark and CR, which are all that reading a text takes out. */
const isStoredAsItIs = (bytes: Uint8Array) => bytes[0] !== 0xef && !bytes.includes(0x0d)

function batch(document: number, from: number, count: number): ReadChunk[] {
  const { filename, text, places } = documents.get(document) ?? { filename: '', text: '', places: [] }
  collectAfter(count)
  return places.slice(from, from + count).map(({ headingPath, ...place }) => {
    const content = text.slice(place.start, place.end)
    const words = indexWords(content, [filename, ...headingPath])
    // The name of a file is good to be found by, and blurs the meaning.
    return { ...place, content, words, embeddingText: embeddingText(content, headingPath) }
  })
}
