import { expect, test } from 'bun:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { fixture } from './fixture'
import { codeOf } from './rag-client'
import { startRagWithLlm, withoutWords } from './rag-in-process'

const TEXT = Array.from({ length: 250 }, (_, n) => `Paragraph ${n} of the canary. ${'It sings of zanzibar. '.repeat(30)}`).join(
  '\n\n',
)

test('an upload is watched until it has ended, with progress that only grows', async () => {
  await using rag = await startRagWithLlm({ batchMs: 300 }, {}, withoutWords)
  const { client } = rag
  const { taskId } = await client.upload('ann', { filename: 'a.txt' }, TEXT)
  const seen = await Array.fromAsync(client.watch('ann', taskId))
  expect(seen.length).toBeGreaterThan(2)
  expect(seen.at(-1)).toMatchObject({ status: 'TASK_STATUS_COMPLETED', progress: 1 })
  expect(seen.slice(0, -1).every(({ status }) => status === 'TASK_STATUS_PROCESSING')).toBe(true)
  const progress = seen.map((task) => task.progress)
  expect(progress).toEqual(progress.toSorted((a, b) => a - b))
  expect(await Array.fromAsync(client.watch('ann', taskId))).toHaveLength(1)
})

test('a document that is deleted while its upload is watched ends the watching', async () => {
  await using rag = await startRagWithLlm({ down: true }, {}, withoutWords)
  const { client } = rag
  const { taskId, documentId } = await client.upload('ann', { filename: 'a.txt' }, 'The canary sings of zanzibar.')
  const watching = Array.fromAsync(client.watch('ann', taskId))
  await client.delete('ann', documentId)
  expect((await watching).at(-1)).toMatchObject({ status: 'TASK_STATUS_FAILED', error: expect.stringContaining('deleted') })
})

test('a cancelled upload is never found, and begins anew when its owner wants it', async () => {
  await using rag = await startRagWithLlm({ batchMs: 150 }, {}, withoutWords)
  const { client } = rag
  const { taskId } = await client.upload('ann', { filename: 'a.txt' }, TEXT)
  while ((await client.task('ann', taskId)).chunksProcessed === 0) await sleep(10)
  expect(await client.cancel('ann', taskId)).toMatchObject({ status: 'TASK_STATUS_FAILED', error: 'It was cancelled.' })
  expect((await client.search('ann', 'canary')).passages).toEqual([])
  rag.llm.script.batchMs = 0
  const again = await client.retry('ann', taskId)
  expect(again).toMatchObject({ taskId, status: 'TASK_STATUS_PROCESSING', error: '' })
  if (again) expect((await client.ended('ann', again)).status).toBe('TASK_STATUS_COMPLETED')
  const { passages, coverage } = await client.search('ann', 'canary', { topK: 50 })
  expect(coverage).toBe(1)
  expect(new Set(passages.map(({ chunkId }) => chunkId)).size).toBe(50)
})

test('what failed because of the model is made searchable by a retry', async () => {
  await using rag = await startRagWithLlm({ nonsense: true }, {}, withoutWords)
  const { client } = rag
  const failed = await client.ended('ann', await client.upload('ann', { filename: 'a.txt' }, 'The canary sings of zanzibar.'))
  expect(failed.status).toBe('TASK_STATUS_FAILED')
  rag.llm.script.nonsense = false
  await client.retry('ann', failed.taskId)
  expect((await client.ended('ann', failed)).status).toBe('TASK_STATUS_COMPLETED')
  expect((await client.search('ann', 'canary')).passages).toHaveLength(1)
  expect(await codeOf(client.retry('ann', failed.taskId))).toBe('failed_precondition')
})

test('another user is forbidden the state of an upload, and knows of none to end or to begin anew', async () => {
  await using rag = await startRagWithLlm({ down: true }, {}, withoutWords)
  const { client } = rag
  const { taskId } = await client.upload('ann', { filename: 'a.txt' }, 'The canary sings of zanzibar.')
  expect(await codeOf(Array.fromAsync(client.watch('bob', taskId)))).toBe('forbidden')
  expect(await codeOf(Array.fromAsync(client.watch('bob', 'unknown')))).toBe('not_found')
  expect(await codeOf(client.cancel('bob', taskId))).toBe('not_found')
  expect(await codeOf(client.retry('bob', taskId))).toBe('not_found')
  expect((await client.task('ann', taskId)).status).toBe('TASK_STATUS_PROCESSING')
})

test('however long the documents of one user take, those of another do not wait for them', async () => {
  await using rag = await startRagWithLlm({ batchMs: 300 }, { INGEST_WORKERS: '2' }, withoutWords)
  const { client } = rag
  const long = Array.from({ length: 6 }, () => TEXT).join('\n\n')
  const upload = (name: string) => client.upload('ann', { filename: `${name}.txt` }, `${name} ${long}`)
  const anns = [await upload('a')]
  while ((await client.task('ann', anns[0]?.taskId ?? '')).chunksProcessed === 0) await sleep(10)
  anns.push(await upload('b'), await upload('c'))
  const bobs = await client.ended('bob', await client.upload('bob', { filename: 'b.txt' }, 'The canary sings of zanzibar.'))
  expect(bobs.status).toBe('TASK_STATUS_COMPLETED')
  for (const { taskId } of anns) expect((await client.task('ann', taskId)).status).toBe('TASK_STATUS_PROCESSING')
})

test('while text in pictures is recognised its worker goes on with other documents', async () => {
  await using rag = await startRagWithLlm({ model: '' }, { INGEST_WORKERS: '1' })
  const { client } = rag
  const scan = { filename: 'a.pdf', contentType: 'application/octet-stream' }
  const { taskId } = await client.upload('ann', scan, await fixture('notes.pdf'))
  while (!(await client.task('ann', taskId)).statusDetail.startsWith('Recognising')) await sleep(10)
  const bobs = await client.ended('bob', await client.upload('bob', { filename: 'b.txt' }, 'The canary sings of zanzibar.'))
  expect(bobs.status).toBe('TASK_STATUS_COMPLETED')
  const anns = await client.task('ann', taskId)
  expect(anns.status).toBe('TASK_STATUS_PROCESSING')
  expect((await client.ended('ann', anns, 120_000)).status).toBe('TASK_STATUS_COMPLETED')
}, 180_000)
