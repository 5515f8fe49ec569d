import { expect, test } from 'bun:test'
import { codeOf } from './rag-client'
import { startRagWithLlm } from './rag-in-process'

test('a search keeps to the documents whose metadata fit, and never to those of another user', async () => {
  await using rag = await startRagWithLlm()
  const { client } = rag
  const add = async (user: string, filename: string, metadata: object) => {
    const head = { filename, metadataJson: JSON.stringify(metadata) }
    const task = await client.upload(user, head, `The canary sings of zanzibar, says ${filename}.`)
    return (await client.ended(user, task)).documentId
  }
  const bio = await add('ann', 'bio.txt', { course: 'bio', year: 2024 })
  const art = await add('ann', 'art.txt', { course: 'art', year: 2020 })
  await add('bob', 'other.txt', { course: 'bio', year: 2024 })
  const found = async (filter: unknown, sourceIds: string[] = []) => {
    const reply = await client.search('ann', 'canary', { filterJson: JSON.stringify(filter), sourceIds })
    return reply.passages.map(({ documentId }) => documentId).toSorted()
  }
  expect(await found({ course: 'bio' })).toEqual([bio])
  expect(await found({ year: { gte: 2020 } })).toEqual([bio, art].toSorted())
  expect(await found({ year: { gte: 2020 } }, [art])).toEqual([art])
  expect(await found({ course: 'bio' }, [art])).toEqual([])
  expect(await found({ course: 'chemistry' })).toEqual([])
  expect(await found({ 'course" || 1 == 1 || "': 'bio' })).toEqual([])
  expect(await codeOf(client.search('ann', 'canary', { filterJson: '{"a":{"$ne":1}}' }))).toBe('validation_error')
})
