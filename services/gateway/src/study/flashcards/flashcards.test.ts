import { expect, test } from 'bun:test'
import { callerOf } from '../../../test/fakes/caller'
import { failureOf } from '../../../test/fakes/failure'
import { type Line, scriptedLlm } from '../../../test/fakes/llm'
import { fixedRag, passageOf } from '../../../test/fakes/rag'
import { createFlashcards, type FlashcardsRequest } from './flashcards'

const TEXT = 'Chlorophyll is the green pigment of leaves. The stroma holds the Calvin cycle since 1950, as a rule.'
const asking = (change: Partial<FlashcardsRequest> = {}): FlashcardsRequest => ({
  text: TEXT,
  topic: '',
  sourceIds: [],
  notebookId: '',
  numCards: 2,
  ...change,
})
const pigment = { front: 'Chlorophyll', back: 'The green pigment of leaves.', tags: ['biology', 'biology', '...'] }
const stroma = { front: 'Stroma', back: 'It holds the Calvin cycle.', tags: [] }

async function make(request: FlashcardsRequest, ...cards: unknown[]) {
  const model = scriptedLlm([JSON.stringify({ cards })] as Line[])
  const documents = fixedRag([passageOf(TEXT)])
  return { ...model, result: await createFlashcards({ llm: model.llm, rag: documents.rag })(request, callerOf('ann')) }
}

test('cards keep their text and their tags, each once', async () => {
  const { result, asked } = await make(asking({ topic: 'Leaves' }), pigment, stroma)
  expect(result.cards).toMatchObject([
    { front: 'Chlorophyll', back: 'The green pigment of leaves.', tags: ['biology'], sources: [] },
    { front: 'Stroma', tags: [] },
  ])
  expect(result).toMatchObject({ title: 'Leaves', requested: 2, model: 'scripted' })
  expect(asked[0]).toMatchObject({ brief: { task: 'flashcards', itemsMax: 2 } })
})

test('a card has the same id whenever it is made, whatever its back says', async () => {
  const first = (await make(asking(), pigment, stroma)).result.cards
  const again = (await make(asking(), stroma, { ...pigment, front: ' chlorophyll ', back: 'Green pigment.' })).result.cards
  expect(again.map(({ id }) => id)).toEqual(first.map(({ id }) => id).reverse())
  expect(new Set(first.map(({ id }) => id)).size).toBe(2)
})

test.each([
  ['a front twice', { ...stroma, front: 'CHLOROPHYLL' }],
  ['a back that repeats the front', { front: 'Stroma', back: 'stroma.' }],
  ['a back that the material does not say', { front: 'Stroma', back: 'A kind of animal from Australia.' }],
  ['another number than the material', { front: 'Stroma', back: 'It holds the Calvin cycle since 1951.' }],
  ['a lone letter as its back', { front: 'Stroma', back: 'a' }],
  ['no back', { front: 'Stroma', back: '' }],
])('a card with %s is left out', async (_, wrong) => {
  const { result } = await make(asking(), pigment, wrong)
  expect(result.cards.map(({ front }) => front)).toEqual(['Chlorophyll'])
})

test('cards from documents have their source and are called after it', async () => {
  const { result } = await make(asking({ text: '', topic: 'leaves' }), pigment)
  expect(result.cards[0]?.sources).toMatchObject([{ document_id: 'd1', chunk_id: 'c1', content: TEXT }])
  expect(await failureOf(make(asking({ text: '' })))).toMatchObject({ code: 'validation_error' })
})
