import { expect, test } from 'bun:test'
import type { Progress } from '../documents/tasks'
import { readerVersionOf } from '../parse/reader'
import { ingest } from './ingest'

/** The reader that an ingestion notes for its text. */
async function readerOf(contentType: string, readerVersion: number): Promise<unknown> {
  const noted: Progress[] = []
  const nothing = { chunks: 0, leftOut: [], takeText: () => new Uint8Array(), [Symbol.asyncDispose]: async () => {} }
  const deps = {
    blobs: { write: async () => {} },
    reader: { open: async () => nothing },
    embedder: { model: async () => undefined },
    vectors: { matching: async () => ({ unsearched: false }) },
    lend: () => ({ [Symbol.dispose]: () => {} }),
  }
  const job = { contentType, readerVersion, chunksProcessed: 0, embeddingModel: '' }
  const lease = { report: async (progress: Progress) => void noted.push(progress) }
  await ingest(job as never, deps as never, lease, new AbortController().signal)
  return noted.find((progress) => 'readerVersion' in progress)?.readerVersion
}

test('a text that is indexed anew keeps the reader of its file, and one that was uploaded as text has none', async () => {
  const newest = readerVersionOf('application/pdf')
  expect(await readerOf('application/pdf', 0)).toBe(newest)
  expect(await readerOf('text/plain', newest - 1)).toBe(newest - 1)
  expect(await readerOf('text/plain', 0)).toBe(0)
})
