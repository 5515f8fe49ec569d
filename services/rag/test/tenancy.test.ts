import { expect, test } from 'bun:test'
import { codeOf, ragClient } from './rag-client'
import { startRagWithLlm } from './rag-in-process'
import { KEYS } from './scripted-llm'

test('a second user meets nothing of the first: no passage, document, text or task', async () => {
  await using rag = await startRagWithLlm()
  const { client } = rag
  const task = await client.upload('ann', { filename: 'a.txt' }, 'The canary sings of zanzibar.')
  await client.ended('ann', task)
  const { documentId, taskId } = task
  for (const mode of ['SEARCH_MODE_HYBRID', 'SEARCH_MODE_DENSE', 'SEARCH_MODE_LEXICAL'] as const) {
    const found = await client.search('bob', 'canary zanzibar', { mode, sourceIds: [documentId] })
    expect(found).toMatchObject({ passages: [], hasChunks: false })
  }
  expect(await client.list('bob')).toMatchObject({ total: 0, documents: [] })
  expect(await codeOf(client.get('bob', documentId))).toBe('not_found')
  expect(await codeOf(client.read('bob', documentId))).toBe('not_found')
  expect(await codeOf(client.delete('bob', documentId))).toBe('not_found')
  expect(await codeOf(client.task('bob', taskId))).toBe('forbidden')
  expect(await codeOf(client.task('ann', 'unknown'))).toBe('not_found')
  expect((await client.search('ann', 'canary zanzibar')).passages).toHaveLength(1)
})

test('a user whose name is public is an ordinary user', async () => {
  await using rag = await startRagWithLlm()
  const { client } = rag
  await client.ended('public', await client.upload('public', { filename: 'a.txt' }, 'The canary sings of zanzibar.'))
  expect((await client.search('bob', 'canary')).passages).toEqual([])
  expect((await client.search('public', 'canary')).passages).toHaveLength(1)
})

test('a published document is found by everyone and belongs to one, who may take it back', async () => {
  await using rag = await startRagWithLlm()
  const { client } = rag
  const text = 'The canary sings of zanzibar.'
  const task = await client.upload('ann', { filename: 'a.txt', publish: true }, text)
  await client.ended('ann', task)
  expect((await client.search('bob', 'canary')).passages).toMatchObject([{ documentId: task.documentId }])
  expect((await client.list('bob')).total).toBe(0)
  expect(await client.get('ann', task.documentId)).toMatchObject({ isPublic: true })

  await client.ended('ann', await client.upload('ann', { filename: 'a.txt' }, text))
  expect((await client.search('bob', 'canary')).passages).toEqual([])
  expect((await client.search('ann', 'canary')).passages).toHaveLength(1)

  await client.ended('ann', await client.upload('ann', { filename: 'a.txt', publish: true }, text))
  expect((await client.search('bob', 'canary')).passages).toHaveLength(1)
  await client.delete('ann', task.documentId)
  expect((await client.search('bob', 'canary')).passages).toEqual([])
})

test('a caller of the deployment’s own uploads for a user, and publishes for nobody', async () => {
  await using rag = await startRagWithLlm(
    {},
    {
      INTERNAL_CALLERS: 'notes:RagService/Upload,RagService/GetTask,LlmService/Generate',
      INTERNAL_API_KEYS: [...KEYS, 'notes:notes-key'].join(','),
    },
  )
  using notes = ragClient(rag.port, { caller: 'notes', key: 'notes-key' })
  const text = 'The canary sings of zanzibar.'
  await notes.ended('ann', await notes.upload('ann', { filename: 'a.txt' }, text))
  expect(await codeOf(notes.upload('ann', { filename: 'b.txt', publish: true }, text))).toBe('forbidden')
  expect(await codeOf(notes.list('ann'))).toBe('forbidden')
  expect((await rag.client.list('ann')).total).toBe(1)
})
