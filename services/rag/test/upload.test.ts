import { expect, test } from 'bun:test'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { UploadHeadInit } from '@collabry/proto/gen/collabry/rag/v1/UploadHead'
import { codeOf, ragClient } from './rag-client'
import { startRagWithLlm } from './rag-in-process'

const TEXT = 'The mitochondrion is the powerhouse of the cell. It makes ATP out of sugar.'

test('an upload is found by its words and read back as it is stored', async () => {
  await using rag = await startRagWithLlm()
  const { client } = rag
  const text = '\uFEFFThe mitochondrion is the powerhouse of the cell.\r\nIt makes ATP.\r\n'
  const task = await client.upload('ann', { filename: 'cell.txt', metadataJson: '{"course":"bio"}' }, text)
  expect(task).toMatchObject({ status: 'TASK_STATUS_PROCESSING', filename: 'cell.txt', progress: 0 })

  const ended = await client.ended('ann', task)
  expect(ended).toMatchObject({ status: 'TASK_STATUS_COMPLETED', progress: 1, chunksProcessed: 1, chunksTotal: 1, attempts: 1 })
  const stored = (await client.read('ann', task.documentId)).join('')
  expect(stored).toBe('The mitochondrion is the powerhouse of the cell.\nIt makes ATP.\n')

  await client.covered('ann')
  const { passages, hasChunks, coverage, mode } = await client.search('ann', 'powerhouse mitochondrion')
  expect({ hasChunks, coverage, mode }).toEqual({ hasChunks: true, coverage: 1, mode: 'SEARCH_MODE_HYBRID' })
  expect(passages).toHaveLength(1)
  const [passage] = passages
  expect(passage).toMatchObject({ documentId: task.documentId, filename: 'cell.txt', metadataJson: '{"course":"bio"}' })
  expect(stored.slice(passage?.start, passage?.end)).toBe(passage?.content ?? '')
})

test('the same upload 20 times at once is one document, and is embedded once', async () => {
  await using rag = await startRagWithLlm({ batchMs: 20 })
  const { client } = rag
  const tasks = await Promise.all(Array.from({ length: 20 }, () => client.upload('ann', { filename: 'cell.txt' }, TEXT)))
  for (const task of tasks) expect((await client.ended('ann', task)).status).toBe('TASK_STATUS_COMPLETED')
  expect(new Set(tasks.map((task) => task.documentId)).size).toBe(1)
  expect(await client.list('ann')).toMatchObject({ total: 1, documents: [{ version: 1, chunks: 1 }] })
  await client.covered('ann')
  expect(rag.llm.embedded).toHaveLength(1)

  const again = await client.upload('ann', { filename: 'cell.txt', metadataJson: '{"term":2}' }, TEXT)
  expect(again).toMatchObject({ status: 'TASK_STATUS_COMPLETED', progress: 1, chunksTotal: 1, documentId: tasks[0]?.documentId })
  expect(rag.llm.embedded).toHaveLength(1)
  expect((await client.search('ann', 'powerhouse')).passages[0]?.metadataJson).toBe('{"term":2}')
})

test('changed bytes take the place of the old ones in one step', async () => {
  await using rag = await startRagWithLlm()
  const { client } = rag
  const first = await client.upload('ann', { filename: 'cell.txt' }, TEXT)
  await client.ended('ann', first)
  const second = await client.upload('ann', { filename: 'cell.txt' }, 'The ribosome builds proteins.')
  await client.ended('ann', second)
  expect(second.documentId).toBe(first.documentId)
  expect((await client.read('ann', first.documentId)).join('')).toBe('The ribosome builds proteins.')
  const { passages } = await client.search('ann', 'mitochondrion powerhouse ribosome', { topK: 50 })
  expect(passages.map((passage) => passage.content)).toEqual(['The ribosome builds proteins.'])
  expect(await client.list('ann')).toMatchObject({ total: 1, documents: [{ version: 2, bytes: 29 }] })
})

test('a long text comes back whole, in pieces that split no character', async () => {
  await using rag = await startRagWithLlm({ model: '' })
  const text = '🧬 Ünï cödé. '.repeat(20_000)
  const task = await rag.client.upload('ann', { filename: 'long.txt' }, text)
  expect((await rag.client.ended('ann', task, 20_000)).status).toBe('TASK_STATUS_COMPLETED')
  const pieces = await rag.client.read('ann', task.documentId)
  expect(pieces.length).toBeGreaterThan(1)
  for (const piece of pieces) {
    expect(piece.isWellFormed()).toBe(true)
    expect(Buffer.byteLength(piece)).toBeLessThanOrEqual(262_144)
  }
  expect(pieces.join('') === text).toBe(true)
})

test('a file over the limit is refused and leaves nothing behind', async () => {
  await using rag = await startRagWithLlm({}, { MAX_UPLOAD_BYTES: '1048576' })
  const bytes = new Uint8Array(1_048_577).fill(0x61)
  expect(await codeOf(rag.client.upload('ann', { filename: 'big.txt' }, bytes))).toBe('payload_too_large')
  expect(
    readdirSync(join(rag.dataDir, 'rag', 'blobs'), { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()),
  ).toEqual([])
  expect((await rag.client.list('ann')).total).toBe(0)
  expect(await codeOf(rag.client.upload('ann', { filename: 'big.txt' }, bytes.subarray(1)))).toBeUndefined()
})

test('a head that is wrong is refused', async () => {
  await using rag = await startRagWithLlm()
  const heads: [UploadHeadInit, string][] = [
    [{ filename: '' }, 'validation_error'],
    [{ filename: 'a'.repeat(256) }, 'validation_error'],
    [{ filename: 'a', metadataJson: '[1]' }, 'validation_error'],
    [{ filename: 'a', metadataJson: '{' }, 'validation_error'],
    [{ filename: 'a', metadataJson: JSON.stringify({ a: 'x'.repeat(17_000) }) }, 'validation_error'],
    [{ filename: 'a', notebookId: '../b' }, 'validation_error'],
    [{ filename: 'a', contentType: 'a'.repeat(256) }, 'validation_error'],
  ]
  for (const [head, code] of heads) expect(await codeOf(rag.client.upload('ann', head, TEXT))).toBe(code)
  expect((await rag.client.list('ann')).total).toBe(0)
})

test('a search that is wrong is refused', async () => {
  await using rag = await startRagWithLlm()
  const { client } = rag
  expect(await codeOf(client.search('ann', ''))).toBe('validation_error')
  expect(await codeOf(client.search('ann', 'a'.repeat(32_001)))).toBe('validation_error')
  expect(await codeOf(client.search('ann', 'a', { topK: 51 }))).toBe('validation_error')
  expect(await codeOf(client.search('ann', 'a', { sourceIds: Array.from({ length: 101 }, String) }))).toBe('validation_error')
  expect(await codeOf(client.list('ann', { limit: 201 }))).toBe('validation_error')
})

test('a file that is no text fails with a sentence for its owner', async () => {
  await using rag = await startRagWithLlm()
  const files: [string, string | Uint8Array, RegExp][] = [
    ['empty', '', /empty/],
    ['blank', ' \n\t ', /white space/],
    ['binary', new Uint8Array([0x50, 0x4b, 3, 4, 0, 0]), /zero bytes/],
    ['latin-1', new Uint8Array([0x63, 0x61, 0x66, 0xe9]), /UTF-8/],
    ['lone surrogate', new Uint8Array([0xed, 0xa0, 0x80]), /UTF-8/],
    ['utf-16', new Uint8Array([0xff, 0xfe, 0x61, 0]), /UTF-16/],
  ]
  for (const [filename, content, reason] of files) {
    const ended = await rag.client.ended('ann', await rag.client.upload('ann', { filename }, content))
    expect(ended).toMatchObject({ status: 'TASK_STATUS_FAILED', attempts: 1, progress: 0 })
    expect(ended.error).toMatch(reason)
    expect(ended.completedAtMs).toBeGreaterThan(0)
  }
  expect((await rag.client.list('ann')).documents.map((document) => document.status)).toEqual(
    files.map(() => 'TASK_STATUS_FAILED'),
  )
})

test('only the gateway may call', async () => {
  await using rag = await startRagWithLlm()
  using stranger = ragClient(rag.port, { caller: 'rag', key: 'rag-key' })
  expect(await codeOf(stranger.list('ann'))).toBe('forbidden')
  using nobody = ragClient(rag.port, { caller: 'gateway', key: 'wrong' })
  expect(await codeOf(nobody.list('ann'))).toBe('invalid_token')
  expect(await codeOf(rag.client.list(''))).toBe('validation_error')
})
