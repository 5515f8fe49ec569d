import { expect, test } from 'bun:test'
import { callerOf } from '../../../test/fakes/caller'
import { failureOf } from '../../../test/fakes/failure'
import { scriptedLlm } from '../../../test/fakes/llm'
import { fixedRag, passageOf } from '../../../test/fakes/rag'
import type { Rag } from '../../documents/ports'
import { type ConceptsRequest, createConcepts } from './concepts'

const TEXT = 'Chlorophyll is the green pigment of leaves. The stroma is the fluid of a chloroplast, as in moss.'
const asking = (change: Partial<ConceptsRequest> = {}): ConceptsRequest => ({
  text: TEXT,
  topic: '',
  sourceIds: [],
  notebookId: '',
  maxConcepts: 5,
  ...change,
})
const pigment = {
  name: 'Chlorophyll',
  definition: 'The green pigment of leaves.',
  example: '',
  related: ['stroma', 'Moss', 'Stroma', 'chlorophyll'],
}
const stroma = { name: 'Stroma', definition: 'The fluid of a chloroplast.', example: 'As in moss.', related: [] }

async function list(request: ConceptsRequest, concepts: unknown[], rag: Rag = fixedRag([passageOf(TEXT)]).rag) {
  const model = scriptedLlm([JSON.stringify({ concepts })])
  return { ...model, result: await createConcepts({ llm: model.llm, rag })(request, callerOf('ann')) }
}

test('related concepts are others of the list, each once and as it is written there', async () => {
  const { result, runs } = await list(asking(), [pigment, stroma])
  expect(result.concepts).toEqual([
    { name: 'Chlorophyll', definition: 'The green pigment of leaves.', example: null, related: ['Stroma'], sources: [] },
    { name: 'Stroma', definition: 'The fluid of a chloroplast.', example: 'As in moss.', related: [], sources: [] },
  ])
  // A limit is no number that has to be reached.
  expect(runs.begun).toBe(1)
})

test.each([
  ['that is there already', { ...stroma, name: 'CHLOROPHYLL' }],
  ['that the material does not name', { ...stroma, name: 'Kangaroo' }],
  ['with an invented definition', { ...stroma, definition: 'An animal that lives in Australia.' }],
  ['without a definition', { ...stroma, definition: '…' }],
])('a concept %s is left out', async (_, wrong) => {
  const { result } = await list(asking(), [pigment, wrong])
  expect(result.concepts.map(({ name, related }) => [name, related])).toEqual([['Chlorophyll', []]])
})

test('an invented example is left out, and the concept stays', async () => {
  const { result } = await list(asking(), [{ ...stroma, example: 'Imagine a busy factory.' }])
  expect(result.concepts[0]).toMatchObject({ name: 'Stroma', example: null })
})

test('there are no more than wanted', async () => {
  expect((await list(asking({ maxConcepts: 1 }), [pigment, stroma])).result.concepts).toHaveLength(1)
})

test('documents that are named are read as a whole, and each concept has the passage it is from', async () => {
  const content = `${'An introduction that says little. '.repeat(40)}${TEXT}`
  const start = content.indexOf('The stroma')
  const passage = passageOf(content.slice(start), { chunkId: 'c9', start, end: content.length })
  const { rag, searched } = fixedRag([passage])
  const named: Rag = {
    ...rag,
    document: async () => ({ documentId: 'd1', filename: 'notes.txt', metadata: {} }) as never,
    async *readDocument() {
      yield content.slice(0, 700)
      yield content.slice(700)
    },
  }
  const { result, asked } = await list(asking({ text: '', sourceIds: ['d1', 'd1'] }), [stroma], named)
  expect(asked[0]?.brief.text).toBe(content)
  expect(result.concepts[0]?.sources).toMatchObject([{ chunk_id: 'c9', start }])
  expect(searched).toMatchObject([{ mode: 'lexical', sourceIds: ['d1'] }])
})

test('a document whose passages are not there yet is quoted where it says so', async () => {
  const { rag } = fixedRag([])
  const named: Rag = {
    ...rag,
    document: async () => ({ documentId: 'd1', filename: 'notes.txt', metadata: {} }) as never,
    async *readDocument() {
      yield TEXT
    },
  }
  const { result } = await list(asking({ text: '', sourceIds: ['d1'] }), [stroma], named)
  const [source] = result.concepts[0]?.sources ?? []
  expect(source && TEXT.slice(source.start, source.end)).toBe(source?.content)
  expect(source).toMatchObject({ source: 'notes.txt', document_id: 'd1' })
})

test('without anything to work from the request is refused', async () => {
  expect(await failureOf(list(asking({ text: '' }), []))).toMatchObject({ code: 'validation_error' })
})
