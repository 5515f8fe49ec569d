import { expect, test } from 'bun:test'
import { startRagWithLlm } from './rag-in-process'

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

  const { passages, hasChunks } = await client.search('ann', 'powerhouse mitochondrion')
  expect(hasChunks).toBe(true)
  expect(passages).toHaveLength(1)
  const [passage] = passages
  expect(passage).toMatchObject({ documentId: task.documentId, filename: 'cell.txt', metadataJson: '{"course":"bio"}' })
  expect(stored.slice(passage?.start, passage?.end)).toBe(passage?.content ?? '')
})
