import { expect, test } from 'bun:test'
import { startRagWithLlm } from './rag-in-process'

const TEXTS = ['The canary sings at dawn.', 'A canary sings, and it sings.', 'Nobody knows what the canary sings.']

async function withCanaries(env: Record<string, string>) {
  const rag = await startRagWithLlm({}, env)
  for (const [n, text] of TEXTS.entries()) {
    await rag.client.ended('ann', await rag.client.upload('ann', { filename: `${n}.txt` }, text))
  }
  await rag.client.covered('ann')
  const found = async (topK = 3) => (await rag.client.search('ann', 'canary sings', { topK })).passages
  return { rag, found }
}

test('the chat model puts the first passages in order, and the scores still fall', async () => {
  const { rag, found } = await withCanaries({ RERANK_PASSAGES: '3' })
  await using _ = rag
  const before = (await found()).map(({ content }) => content)
  let asked = ''
  rag.llm.script.answer = (message) => {
    asked = message
    return '{"order": [3, 3, 99, 2]}'
  }
  const after = await found()
  expect(asked).toContain('"canary sings"')
  expect(after.map(({ content }) => content)).toEqual([before[2], before[1], before[0]] as string[])
  const scores = after.map(({ score }) => score)
  expect(scores).toEqual(scores.toSorted((a, b) => b - a))
  expect((await found(1)).map(({ content }) => content)).toEqual([before[2]] as string[])
})

test('with a model that is away or talks nonsense the order stays', async () => {
  const { rag, found } = await withCanaries({ RERANK_PASSAGES: '3' })
  await using _ = rag
  const before = await found()
  for (const answer of ['I like the second one.', '{"order": [7]}', '']) {
    rag.llm.script.answer = () => answer
    expect(await found()).toEqual(before)
  }
})

test('unless it is wanted no model is asked', async () => {
  const { rag, found } = await withCanaries({})
  await using _ = rag
  let asked = 0
  rag.llm.script.answer = () => {
    asked += 1
    return '{"order": [3, 2, 1]}'
  }
  expect(await found()).toHaveLength(3)
  expect(asked).toBe(0)
})

test('a search that wants diversity gives the same passages when there are no others', async () => {
  const { rag, found } = await withCanaries({ SEARCH_DIVERSITY: '0.5' })
  await using _ = rag
  const passages = await found()
  expect(passages.map(({ content }) => content).toSorted()).toEqual(TEXTS.toSorted())
  expect(passages.map(({ score }) => score)).toEqual(passages.map(({ score }) => score).toSorted((a, b) => b - a))
})
