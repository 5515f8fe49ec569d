import { AppError } from '@collabry/runtime/errors'
import { chunkText, type TextChunk } from '../chunk/chunk'
import { embeddingText, indexWords } from '../words/words'
import type { File, ReadChunk } from './reader'
import { parseText } from './text'

/** What the thread is asked. A document is known by a number until it is closed. */
export type Ask = { id: number; document: number } & (
  | { kind: 'open'; file: File }
  | { kind: 'batch'; from: number; count: number }
  | { kind: 'close' }
)

/** Its answer to the ask of the same id; `refusal` is a sentence for the owner of the file. */
export type Told = { id: number } & (
  | { kind: 'opened'; utf8: Uint8Array<ArrayBuffer>; chunks: number }
  | { kind: 'batch'; chunks: ReadChunk[] }
  | { kind: 'closed' }
  | { kind: 'refused'; refusal: string }
  | { kind: 'broken' }
)

interface Held {
  filename: string
  chunks: TextChunk[]
}

declare const self: Worker
const documents = new Map<number, Held>()

self.onmessage = ({ data: ask }: MessageEvent<Ask>) => {
  const told = answer(ask)
  self.postMessage(told, told.kind === 'opened' ? [told.utf8.buffer] : [])
}

function answer(ask: Ask): Told {
  const { id, document } = ask
  try {
    switch (ask.kind) {
      case 'open':
        return { id, ...open(document, ask.file) }
      case 'batch':
        return { id, kind: 'batch', chunks: batch(document, ask.from, ask.count) }
      case 'close':
        documents.delete(document)
        return { id, kind: 'closed' }
    }
  } catch (error) {
    return error instanceof AppError ? { id, kind: 'refused', refusal: error.message } : { id, kind: 'broken' }
  }
}

function open(document: number, { filename, bytes }: File) {
  const text = parseText(bytes)
  const chunks = chunkText(text)
  documents.set(document, { filename, chunks })
  return { kind: 'opened', utf8: new TextEncoder().encode(text), chunks: chunks.length } as const
}

function batch(document: number, from: number, count: number): ReadChunk[] {
  const held = documents.get(document)
  return (held?.chunks ?? []).slice(from, from + count).map(({ headingPath, ...chunk }) => {
    const words = indexWords(chunk.content, [held?.filename ?? '', ...headingPath])
    // The name of a file is good to be found by, and blurs the meaning.
    return { ...chunk, words, embeddingText: embeddingText(chunk.content, headingPath) }
  })
}
