import { afterAll, beforeAll, expect, test } from 'bun:test'
import { RagService } from '@collabry/proto'
import type { UploadRequest } from '@collabry/proto/gen/collabry/rag/v1/UploadRequest'
import { AppError } from '@collabry/runtime/errors'
import { clientStream, type GrpcServer, serverStream, startGrpcServer, unary } from '@collabry/runtime/grpc/server'
import { createLog } from '@collabry/runtime/log'
import { callerOf } from '../../test/fakes/caller'
import { patientClock } from '../../test/fakes/clock'
import { failureOf } from '../../test/fakes/failure'
import { connectRag } from '../core/grpc/stubs'
import type { Rag } from './ports'
import { ragClient } from './rag-client'

const key = 'k'.repeat(32)
const caller = callerOf('ann')
let uploaded: UploadRequest[] = []
let failures = 0
let server: GrpcServer
let rag: Rag

const task = { taskId: 't1', documentId: 'd1', filename: 'a.txt', status: 'TASK_STATUS_PROCESSING', startedAtMs: 1 } as const
const document = {
  documentId: 'd1',
  filename: 'a.txt',
  status: 'TASK_STATUS_COMPLETED',
  metadataJson: '{"a":1}',
  createdAtMs: 1,
  bytes: 9,
} as const
const passage = { documentId: 'd1', chunkId: 'c1', filename: 'a.txt', content: 'x', start: 0, end: 1, score: 0.5 }

const answer = <Reply>(reply: Reply) =>
  unary(async (_: { userId: string }) => {
    if (failures-- > 0) throw new AppError('unavailable', 'Away.')
    return reply
  })

beforeAll(async () => {
  server = await startGrpcServer({
    service: RagService.service,
    handlers: {
      Upload: clientStream(async (requests: AsyncIterable<UploadRequest>) => {
        uploaded = []
        for await (const request of requests) uploaded.push(request)
        if (failures-- > 0) throw new AppError('unavailable', 'Away.')
        return { task }
      }),
      GetTask: answer({ task: { ...task, status: 'TASK_STATUS_FAILED' as const, completedAtMs: 5, error: 'Why.' } }),
      Search: answer({
        passages: [passage, { ...passage, page: 3, metadataJson: '{"a":1}' }],
        mode: 'SEARCH_MODE_LEXICAL' as const,
        hasChunks: true,
      }),
      ListDocuments: answer({ documents: [document], total: 1, nextCursor: 'c' }),
      GetDocument: answer({ document: { ...document, metadataJson: 'broken', notebookId: 'n' } }),
      ReadDocument: serverStream(async function* ({ documentId, start }: { userId: string; documentId: string; start: number }) {
        if (documentId !== 'old' && start === 5) return yield { text: 'wo', start }
        yield { text: 'one ' }
        yield { text: 'two' }
      }),
      DeleteDocument: answer({ chunksDeleted: 1 }),
      GetStatus: answer({}),
    },
    host: '127.0.0.1',
    port: 0,
    keys: [`gateway:${key}`],
    callers: { gateway: '*' },
    log: createLog({ service: 'test', level: 'fatal' }),
  })
  rag = ragClient(connectRag(`127.0.0.1:${server.port}`, { caller: 'gateway', key }, { clock: patientClock }).stub, patientClock)
})
afterAll(() => server[Symbol.asyncDispose]())

test('a search comes back in our words, and is tried again while the service is away', async () => {
  const search = () => rag.search({ query: 'x', topK: 2, mode: 'hybrid', sourceIds: [], notebookId: '' }, caller)
  // Nothing is tried again later than 150 ms after its start, which a busy machine may need for the first try alone.
  const triedAgain = () => {
    failures = 1
    return search()
  }
  const { passages, mode, hasChunks } = await firstOf(20, triedAgain)
  expect({ mode, hasChunks }).toEqual({ mode: 'lexical', hasChunks: true })
  expect(passages).toEqual([
    { ...passage, page: null, similarity: 0, wordCoverage: 0, isUnrelated: false, metadata: {} },
    { ...passage, page: 3, similarity: 0, wordCoverage: 0, isUnrelated: false, metadata: { a: 1 } },
  ])
})

/** The first of several tries that goes well. */
async function firstOf<T>(times: number, run: () => Promise<T>): Promise<T> {
  for (let left = times; left > 1; left--) {
    const outcome = await run().catch(() => undefined)
    if (outcome !== undefined) return outcome
  }
  return run()
}

test('an upload is sent as all its bytes in pieces that the service takes, then its head', async () => {
  const bytes = async function* () {
    yield new Uint8Array(600_000).fill(1)
    yield new Uint8Array(0)
    yield new Uint8Array(10).fill(2)
  }
  const head = { filename: 'a.txt', contentType: 'text/plain', metadata: { a: 1 }, notebookId: '', publish: false }
  expect(await rag.upload({ bytes: bytes(), head: () => head }, caller)).toMatchObject({
    taskId: 't1',
    status: 'processing',
    completedAtMs: null,
    error: null,
  })
  expect(uploaded.slice(0, -1).map(({ chunk }) => chunk?.length)).toEqual([262_144, 262_144, 75_712, 10])
  expect(uploaded.at(-1)).toMatchObject({
    part: 'end',
    end: { head: { filename: 'a.txt', metadataJson: '{"a":1}', publish: false } },
  })
  expect(uploaded.every(({ userId }) => userId === 'ann')).toBe(true)
})

test('an upload is tried again whole while its bytes are few, and never in part', async () => {
  const bytes = async function* (length: number) {
    yield new Uint8Array(length).fill(1)
    yield new Uint8Array(10).fill(2)
  }
  const head = { filename: 'a.txt', contentType: 'text/plain', metadata: {}, notebookId: '', publish: false }
  failures = 1
  expect(await rag.upload({ bytes: bytes(20), head: () => head }, caller)).toMatchObject({ taskId: 't1' })
  expect(uploaded.slice(0, -1).map(({ chunk }) => chunk?.length)).toEqual([20, 10])
  failures = 1
  expect(await failureOf(rag.upload({ bytes: bytes(2_000_000), head: () => head }, caller))).toMatchObject({
    code: 'unavailable',
  })
})

test('documents and tasks come back in our words', async () => {
  expect(await rag.task('t1', caller)).toMatchObject({ status: 'failed', completedAtMs: 5, error: 'Why.' })
  const page = await rag.documents({ limit: 5, cursor: '', notebookId: '', query: '' }, caller)
  expect(page).toMatchObject({
    documents: [{ documentId: 'd1', status: 'completed', metadata: { a: 1 }, notebookId: null }],
    nextCursor: 'c',
  })
  const pieces = []
  for await (const piece of rag.readDocument('d1', caller)) pieces.push(piece)
  expect(pieces).toEqual(['one ', 'two'])
  // A server of the version before knows no start, and gives the whole text.
  for (const id of ['d1', 'old']) expect((await Array.fromAsync(rag.readDocument(id, caller, 5))).join('')).toBe('wo')
  await rag.deleteDocument('d1', caller)
})

test('metadata that is no JSON is an upstream error', async () => {
  expect(await failureOf(rag.document('d1', caller))).toMatchObject({ code: 'upstream_error' })
})
