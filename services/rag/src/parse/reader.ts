import type { LeftOut } from './parsed'
import { isStoredText } from './stored-text'

/** Turns the bytes of a document into text and chunks, outside of the event loop that serves searches. */
export interface Reader extends AsyncDisposable {
  /** Throws validation_error with a sentence for the owner when the bytes can't be read, unavailable when reading broke off. */
  open(file: File, signal: AbortSignal): Promise<OpenDocument>
}

export interface File {
  /** The owner: files are read of one user after another. */
  userId: string
  filename: string
  contentType: string
  /** Reads the bytes anew at each call. The caller owns the pieces, and frees them while it reads. */
  pieces(): Promise<Uint8Array[]>
  /** Called when reading will take minutes, because the text is in pictures. The result is disposed of afterwards. */
  recognizing?(): Disposable
}

/** A document that has been read; closing it frees what the reader holds of it. */
export interface OpenDocument extends AsyncDisposable {
  /** The text to be stored, in UTF-8; returned once, and not kept. */
  takeText(): Uint8Array<ArrayBuffer>
  chunks: number
  /** Parts of the file that are not in the text. */
  leftOut: LeftOut[]
  /** Chunks `from` to `from + count`, with their words. */
  batch(from: number, count: number, signal: AbortSignal): Promise<ReadChunk[]>
}

export interface ReadChunk {
  ordinal: number
  content: string
  start: number
  end: number
  page: number
  /** Words that find it. */
  words: string[]
  /** The text for the embedding model. */
  embeddingText: string
}

/** Joins pieces, and frees each as it is copied: at most one of them is in memory twice. */
export function concat(pieces: Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(pieces.reduce((total, piece) => total + piece.byteLength, 0))
  let at = 0
  for (const [index, piece] of pieces.entries()) {
    whole.set(piece, at)
    at += piece.byteLength
    pieces[index] = NOTHING
  }
  return whole
}

const NOTHING = new Uint8Array()

/**
 * Counts the changes after which a reader makes another text of the same bytes: raise it with each of them. A document that an
 * older reader has read is read anew when its bytes are uploaded again.
 */
const READER_VERSION = 15

/** Version of the reader for files of this type; 0: the text is stored as it is. */
export const readerVersionOf = (contentType: string) => (isStoredText(contentType) ? 0 : READER_VERSION)

/** A newer reader may make more of the same bytes. */
export const isOutdated = (readerVersion: number) => readerVersion > 0 && readerVersion < READER_VERSION

/** The name tells the kind of a file only where its bytes show no more than text. */
export type Hint = 'table' | 'page' | 'none'

export function hintOf(filename: string): Hint {
  if (/\.(csv|tsv|tab)$/i.test(filename)) return 'table'
  return /\.(html?|xhtml)$/i.test(filename) ? 'page' : 'none'
}
