import { expect, test } from 'bun:test'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { codeOf } from './rag-client'
import { startRagWithLlm, withoutWords } from './rag-in-process'

const filesIn = (folder: string) =>
  readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).length

async function emptied(folder: string): Promise<void> {
  for (let tries = 0; filesIn(folder) > 0; tries += 1) {
    if (tries > 200) throw new Error('the sweep left something')
    await sleep(50)
  }
}

test('a deleted document is never met again, and its text is swept', async () => {
  await using rag = await startRagWithLlm()
  const { client } = rag
  const task = await client.upload('ann', { filename: 'a.txt' }, 'The canary sings of zanzibar.')
  await client.ended('ann', task)
  expect(await client.delete('ann', task.documentId)).toEqual({ chunksDeleted: 1 })
  expect(await client.search('ann', 'canary')).toMatchObject({ passages: [] })
  expect(await client.list('ann')).toMatchObject({ total: 0 })
  expect(await codeOf(client.read('ann', task.documentId))).toBe('not_found')
  expect(await codeOf(client.delete('ann', task.documentId))).toBe('not_found')
  await emptied(join(rag.dataDir, 'rag', 'blobs'))
  expect((await client.search('ann', 'canary')).hasChunks).toBe(false)

  const again = await client.upload('ann', { filename: 'a.txt' }, 'The canary sings of zanzibar.')
  await client.ended('ann', again)
  expect(again.documentId).toBe(task.documentId)
  expect((await client.search('ann', 'canary')).passages).toHaveLength(1)
})

test('deleting a document while it is ingested ends its task, and nothing of it comes up later', async () => {
  await using rag = await startRagWithLlm({ batchMs: 150 }, {}, withoutWords)
  const { client } = rag
  const text = Array.from({ length: 300 }, (_, n) => `Paragraph ${n} of the canary. ${'It sings of zanzibar. '.repeat(30)}`).join(
    '\n\n',
  )
  const task = await client.upload('ann', { filename: 'a.txt' }, text)
  while ((await client.task('ann', task.taskId)).chunksProcessed === 0) await sleep(10)
  await client.delete('ann', task.documentId)
  expect(await client.task('ann', task.taskId)).toMatchObject({
    status: 'TASK_STATUS_FAILED',
    error: expect.stringContaining('deleted'),
  })
  await emptied(join(rag.dataDir, 'rag', 'blobs'))
  expect(await client.search('ann', 'canary')).toMatchObject({ passages: [], hasChunks: false })
  expect(await client.list('ann')).toMatchObject({ total: 0 })
})
