import { afterAll, expect, test } from 'bun:test'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { OwnerKey } from '@collabry/storage/owner-key'
import { sqliteDocuments } from '../documents/sqlite/store'
import type { Progress } from '../documents/tasks'
import { complete, LEASE_MS, upload } from '../documents/uploads.contract'
import { readerVersionOf } from '../parse/reader'
import type { DocumentVersion } from '../vectors/store'
import { callSize } from './embedder'
import { embedAgain, ingest } from './ingest'
import { renewAll } from './workers'

const directory = mkdtempSync(join(tmpdir(), 'ingest-'))
afterAll(() => rmSync(directory, { recursive: true, force: true }))

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

/** The calls to a model that takes so many texts at once: how many texts each has, and how many of them run together at most. */
async function callsOf(textsAtOnce: number, chunks: number) {
  let [running, most] = [0, 0]
  const sizes: number[] = []
  const stored: number[] = []
  const batch = async (from: number, count: number) =>
    Array.from({ length: Math.min(count, chunks - from) }, (_, at) => ({ ordinal: from + at, embeddingText: '', words: [] }))
  const deps = {
    reader: { open: async () => ({ chunks, batch, takeText: () => new Uint8Array(), [Symbol.asyncDispose]: async () => {} }) },
    embedder: {
      model: async () => 'm',
      textsAtOnce: () => textsAtOnce,
      async embed(_: string, texts: string[]) {
        sizes.push(texts.length)
        most = Math.max(most, ++running)
        await Bun.sleep(1)
        running -= 1
        return texts.map(() => ({ model: 'm', vector: new Float32Array(1) }))
      },
    },
    vectors: {
      count: async () => ({ chunks, embedded: new Map() }),
      upsert: async (_: OwnerKey, batch: { ordinal: number }[]) => void stored.push(...batch.map(({ ordinal }) => ordinal)),
    },
  }
  const lease = { report: async () => {} }
  expect(await embedAgain({} as never, 'm', deps as never, lease, new AbortController().signal)).toMatchObject({ kind: 'embedded' }) // biome-ignore format: one line reads best
  expect(stored).toEqual(Array.from({ length: chunks }, (_, at) => at))
  return { sizes, most }
}

test('a quick model has its next call while it works on one, and never a third; a slow one has one at a time', async () => {
  expect(await callsOf(64, 200)).toEqual({ sizes: [64, 64, 64, 8], most: 2 })
  expect(await callsOf(16, 40)).toEqual({ sizes: [16, 16, 8], most: 1 })
})

test('a call has the texts that the model takes in a second, 16 to 64 of them, at most twice as many as before', async () => {
  let nowMs = 0
  const size = callSize(() => nowMs)
  const call = async (count: number, tookMs: number) => {
    await size.measured(count, async () => {
      nowMs += tookMs
    })
    return size.texts()
  }
  expect(size.texts()).toBe(16)
  expect(await call(16, 4_000)).toBe(16)
  expect(await call(16, 100)).toBe(32)
  expect(await call(32, 100)).toBe(64)
  expect(await call(64, 100)).toBe(64)
  expect(await call(3, 400)).toBe(64)
  expect(await call(64, 1_500)).toBe(32)
  expect(await call(32, 9_000)).toBe(16)
})

test('the time that a call waits for the one before it is not counted', async () => {
  let nowMs = 0
  const size = callSize(() => nowMs)
  const first = Promise.withResolvers<void>()
  const second = Promise.withResolvers<void>()
  const calls = [size.measured(16, () => first.promise), size.measured(32, () => second.promise)]
  nowMs = 500
  first.resolve()
  await calls[0]
  nowMs = 1_000
  second.resolve()
  await calls[1]
  expect(size.texts()).toBe(64)
})

test('words of an older analysis are made anew under a lease, and versions that can not be leased are passed over', async () => {
  await using documents = await sqliteDocuments(directory, { keepFailedMs: 0 })
  const { tasks, catalogue } = documents
  const jobs = []
  for (const name of ['a', 'leased', 'deleted', 'broken', 'b']) jobs.push(await complete(documents, 'ann', upload(name, name)))
  const [a, leased, deleted, broken, b] = jobs.map(({ documentId }) => documentId)
  const held = await tasks.claimVersion({ documentId: leased ?? '', version: 1 }, LEASE_MS)
  const outdated = new Set(['unknown', ...[a, leased, deleted, broken, b].map((id) => id ?? '')])
  const renewed: string[] = []
  const vectors = {
    outdated: async (except: DocumentVersion[]) => {
      const isExcept = new Set(except.map(({ documentId }) => documentId))
      return [...outdated].filter((id) => !isExcept.has(id)).slice(0, 2).map((documentId) => ({ documentId, version: 1 })) // biome-ignore format: one line reads best
    },
    async renewWords(_: OwnerKey, { documentId }: DocumentVersion, step: () => Promise<void>) {
      expect(await tasks.claimVersion({ documentId, version: 1 }, LEASE_MS)).toBeUndefined()
      if (documentId === deleted) await catalogue.delete('ann', documentId)
      await step()
      if (documentId === broken) throw new Error('broken')
      renewed.push(documentId)
      outdated.delete(documentId)
    },
  }
  const log = { info: () => {}, warn: () => {}, error: () => {} }
  const deps = { ...documents, vectors, log, ended: () => {} }
  await renewAll(deps as never, LEASE_MS, new AbortController().signal)
  expect(renewed.sort()).toEqual([a, b].map((id) => id ?? '').sort())
  expect((await documents.garbage.tombstones(9)).map(({ documentId }) => documentId)).toEqual([deleted ?? ''])

  if (held) await tasks.finish(held, { kind: 'released', statusDetail: '', retryInMs: 0 })
  await renewAll(deps as never, LEASE_MS, new AbortController().signal)
  expect(renewed).toContain(leased ?? '')
})
