import { expect, test } from 'bun:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { startRagWithLlm, withoutWords } from './rag-in-process'

const NEVER_LONGER_MS = 10_000

async function until(holds: () => Promise<boolean>): Promise<void> {
  const endMs = performance.now() + NEVER_LONGER_MS
  while (!(await holds())) {
    if (performance.now() > endMs) throw new Error('it never came to hold')
    await sleep(20)
  }
}

test('without a model a document is found by its words, and gets its vectors when a model appears', async () => {
  await using rag = await startRagWithLlm({ model: '' })
  const { client, llm } = rag
  const ended = await client.ended('ann', await client.upload('ann', { filename: 'a.txt' }, 'The canary sings of zanzibar.'))
  expect(ended).toMatchObject({ status: 'TASK_STATUS_COMPLETED', chunksProcessed: 1 })
  expect(ended.statusDetail).toContain('no embedding model')
  expect(await client.search('ann', 'canary')).toMatchObject({
    mode: 'SEARCH_MODE_LEXICAL',
    coverage: 0,
    passages: [{ filename: 'a.txt' }],
  })

  llm.script.model = 'appeared'
  await until(async () => (await client.search('ann', 'canary')).coverage === 1)
  const { passages, mode } = await client.search('ann', 'The canary sings of zanzibar.', { mode: 'SEARCH_MODE_DENSE' })
  expect(mode).toBe('SEARCH_MODE_DENSE')
  expect(passages).toHaveLength(1)
  expect(passages[0]?.similarity).toBeGreaterThan(0.7) // the name of the file is embedded too
  expect(llm.embedded).toHaveLength(1)
  expect((await client.task('ann', ended.taskId)).attempts).toBe(1)

  llm.script.model = 'another'
  await until(async () => llm.embedded.length === 2)
})

test('where words find nothing a task waits for a model that is down, says so, and goes on when it is back', async () => {
  await using rag = await startRagWithLlm({ down: true }, {}, withoutWords)
  const { client, llm } = rag
  const task = await client.upload('ann', { filename: 'a.txt' }, 'The canary sings of zanzibar.')
  await until(async () => (await client.task('ann', task.taskId)).statusDetail.includes('Waiting for the embedding model'))
  expect(await client.task('ann', task.taskId)).toMatchObject({ status: 'TASK_STATUS_PROCESSING', attempts: 1 })
  llm.script.down = false
  expect(await client.ended('ann', task)).toMatchObject({ status: 'TASK_STATUS_COMPLETED', attempts: 1 })
  expect((await client.search('ann', 'canary')).coverage).toBe(1)
})

test('where words find nothing a task is given up when the model answers nonsense three times', async () => {
  await using rag = await startRagWithLlm({ nonsense: true }, {}, withoutWords)
  const { client } = rag
  const ended = await client.ended('ann', await client.upload('ann', { filename: 'a.txt' }, 'The canary sings of zanzibar.'))
  expect(ended).toMatchObject({ status: 'TASK_STATUS_FAILED', attempts: 3 })
  expect(ended.error).toContain('three attempts')
})

test('each chunk of a batch is found by its own meaning', async () => {
  await using rag = await startRagWithLlm()
  const words = ['canary', 'zanzibar', 'ribosome', 'volcano', 'harbour', 'sextant', 'glacier', 'orchid', 'lantern', 'quartz']
  const text = words.map((word) => `${word} `.repeat(100).trim()).join('.\n\n')
  await rag.client.ended('ann', await rag.client.upload('ann', { filename: 'a.txt' }, text))
  await rag.client.covered('ann')
  for (const word of words) {
    const { passages } = await rag.client.search('ann', word, { mode: 'SEARCH_MODE_DENSE', topK: 1 })
    expect(passages[0]?.content).toContain(word)
    expect(passages[0]?.similarity).toBeGreaterThan(0.6)
  }
})

test('a document is found by its words while the model is away, and by its meaning afterwards', async () => {
  await using rag = await startRagWithLlm({ down: true })
  const { client, llm } = rag
  const ended = await client.ended('ann', await client.upload('ann', { filename: 'a.txt' }, 'The canary sings of zanzibar.'))
  expect(ended).toMatchObject({ status: 'TASK_STATUS_COMPLETED', statusDetail: '' })
  expect(await client.search('ann', 'canary')).toMatchObject({ mode: 'SEARCH_MODE_LEXICAL', coverage: 0, passages: [{}] })
  llm.script.down = false
  await until(async () => (await client.search('ann', 'canary')).coverage === 1)
  expect((await client.search('ann', 'canary')).mode).toBe('SEARCH_MODE_HYBRID')
})

test('vectors that follow come in small steps, in larger ones of a quick model, and those of a book that is interrupted go on where they were', async () => {
  await using rag = await startRagWithLlm({ batchMs: 50 })
  const { client, llm } = rag
  const book = Array.from({ length: 200 }, (_, n) => `Paragraph ${n}. ${`The canary sings of ${n}. `.repeat(36)}`).join('\n\n')
  const ended = await client.ended('ann', await client.upload('ann', { filename: 'a.txt' }, book))
  await until(async () => (await client.search('ann', 'canary')).coverage > 0)
  llm.script.down = true
  await until(async () => llm.embedding() === 0)
  const before = llm.embedded.length
  llm.script.down = false
  await until(async () => (await client.search('ann', 'canary')).coverage === 1)
  expect(llm.embedded.length - before).toBeLessThan(ended.chunksTotal)
  expect(llm.sizes[0]).toBe(16)
  expect(llm.sizes).toContain(32)
  expect(Math.max(...llm.sizes)).toBeLessThanOrEqual(64)
})
