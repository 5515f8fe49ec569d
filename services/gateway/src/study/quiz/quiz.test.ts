import { describe, expect, test } from 'bun:test'
import { callerOf } from '../../../test/fakes/caller'
import { failureOf } from '../../../test/fakes/failure'
import { type Line, scriptedLlm, tooLong } from '../../../test/fakes/llm'
import { documentOf, fixedRag, passageOf } from '../../../test/fakes/rag'
import type { Rag } from '../../documents/ports'
import type { Generation } from '../../generation/llm'
import { createQuiz, type QuizRequest } from './quiz'

const TEXT =
  'Chlorophyll is the green pigment of leaves. Photosynthesis was described in 1779. The stroma holds the Calvin cycle.'

const asking = (change: Partial<QuizRequest> = {}): QuizRequest => ({
  text: TEXT,
  topic: '',
  sourceIds: [],
  notebookId: '',
  numQuestions: 2,
  difficulty: 'medium',
  includeOptions: true,
  ...change,
})

const pigment = {
  question: 'What is green?',
  options: ['chlorophyll', 'stroma', 'water', 'sugar'],
  answer: 'chlorophyll',
  explanation: 'It is green.',
}
const cycle = {
  question: 'Where is the Calvin cycle?',
  options: ['leaf', 'root', 'stroma', 'bark'],
  answer: 'stroma',
  explanation: 'The stroma.',
}
const answerOf = (...questions: unknown[]) => JSON.stringify({ questions })

async function ask(request: QuizRequest, script: Line[] | ((generation: Generation) => Line[]), passages = [passageOf(TEXT)]) {
  const model = scriptedLlm(script)
  const documents = fixedRag(passages)
  return { ...model, ...documents, result: await createQuiz({ llm: model.llm, rag: documents.rag })(request, callerOf('ann')) }
}

describe('a quiz', () => {
  test('has the questions of the model, the options in an order that tells nothing', async () => {
    const { result, asked, runs } = await ask(asking(), [answerOf(pigment, cycle)])
    expect(result.questions.map(({ question, answer, sources }) => ({ question, answer, sources }))).toEqual([
      { question: 'What is green?', answer: 'chlorophyll', sources: [] },
      { question: 'Where is the Calvin cycle?', answer: 'stroma', sources: [] },
    ])
    for (const [index, { options }] of [pigment, cycle].entries()) {
      expect(result.questions[index]?.options.toSorted()).toEqual(options.toSorted())
    }
    expect(runs.begun).toBe(1)
    expect(asked[0]).toMatchObject({ brief: { task: 'quiz', text: TEXT, itemsMax: 2 } })
  })

  test('has no more questions than wanted, and none twice', async () => {
    const many = Array.from({ length: 9 }, (_, index) => ({ ...pigment, question: `What is green in leaf ${index}?` }))
    expect((await ask(asking(), [answerOf(...many)])).result.questions).toHaveLength(2)
    const { result, runs } = await ask(asking(), [answerOf(pigment, { ...pigment, question: 'What IS green ?' })])
    expect(result).toMatchObject({ questions: [{ question: 'What is green?' }], requested: 2 })
    // One run, its repair; the next batch gives nothing new, nor does its repair.
    expect(runs.begun).toBeLessThanOrEqual(4)
  })

  test.each([
    ['whose answer is no option', { ...pigment, answer: 'bark' }],
    ['without options', { ...pigment, options: [] }],
    ['with one option', { ...pigment, options: ['chlorophyll', 'Chlorophyll'] }],
    ['whose answer does not stand in the material', { ...pigment, answer: 'bark', options: ['bark', 'wood'] }],
    [
      'whose answer stands there in part',
      { ...pigment, answer: 'chlorophyll of kangaroos', options: ['chlorophyll of kangaroos', 'x'] },
    ],
    [
      'with a wrong number among right words',
      { ...pigment, answer: 'Photosynthesis was described in 1780', options: ['Photosynthesis was described in 1780', 'x'] },
    ],
    ['with a wrong number', { ...pigment, answer: '1780', options: ['1780', '1779'] }],
    ['whose answer is all of them', { ...pigment, answer: 'All of the above', options: ['stroma', 'All of the above'] }],
    ['of dots', { ...pigment, question: '...' }],
    ['that is no object', 'What is green?'],
    ['of other types', { question: ['a'], options: 'b', answer: {}, explanation: null }],
  ])('leaves out a question %s', async (_, wrong) => {
    const { result, asked } = await ask(asking(), [answerOf(wrong, cycle)])
    expect(result.questions.map(({ question }) => question)).toEqual(['Where is the Calvin cycle?'])
    expect(asked[1]?.messages.at(-1)?.content).toContain('cannot be used')
  })

  test('understands an answer that is the letter of an option, and drops the letters', async () => {
    const lettered = {
      ...pigment,
      options: ['A) stroma', 'B) chlorophyll', 'C) chlorophyll', 'D) none of the above'],
      answer: 'B',
    }
    const { result } = await ask(asking({ numQuestions: 1 }), [answerOf(lettered)])
    expect(result.questions[0]?.answer).toBe('chlorophyll')
    expect(result.questions[0]?.options.toSorted()).toEqual(['chlorophyll', 'stroma'])
  })

  test('without options has none, whatever the model gives', async () => {
    const { result, asked } = await ask(asking({ includeOptions: false, numQuestions: 1 }), [answerOf(pigment)])
    expect(result.questions[0]).toMatchObject({ options: [], answer: 'chlorophyll' })
    expect(JSON.stringify(asked[0]?.jsonSchema)).not.toContain('options')
  })

  test('asks for many in batches, saying what was asked before', async () => {
    let run = 0
    const batch = () => {
      run++
      return [answerOf(...Array.from({ length: 10 }, (_, index) => ({ ...pigment, question: `Green ${run}-${index}?` })))]
    }
    const { result, asked } = await ask(asking({ numQuestions: 25 }), batch)
    expect(result.questions).toHaveLength(25)
    expect(asked.map(({ messages }) => messages.at(-1)?.content.match(/Questions: (\d+)/)?.[1])).toEqual(['10', '10', '5'])
    expect(asked[1]?.messages.at(-1)?.content).toContain('- Green 1-0?')
  })

  test('of which nothing is valid after the repair is an upstream error, and of which a part is cut off keeps the rest', async () => {
    expect(await failureOf(ask(asking(), ['nonsense']))).toMatchObject({ code: 'upstream_error' })
    const cut = answerOf(pigment, cycle).slice(0, -40)
    expect((await ask(asking({ numQuestions: 1 }), [cut])).result.questions).toHaveLength(1)
  })

  test('of a text longer than the window is made of all its parts', async () => {
    const text = Array.from({ length: 40 }, (_, index) => `Fact number${index} names the thing${index}.`).join('\n\n')
    const script = ({ messages }: Generation) => {
      const content = messages.at(-1)?.content ?? ''
      if (content.length > 700) return [tooLong()]
      const things = [...content.matchAll(/names the (thing\d+)/g)].map(([, thing]) => thing ?? '')
      return [answerOf(...things.map((thing) => ({ question: `What of ${thing}?`, options: [thing, 'x'], answer: thing })))]
    }
    const { result } = await ask(asking({ text, numQuestions: 8 }), script)
    const numbers = result.questions.map(({ answer }) => Number(answer.replace('thing', '')))
    expect(numbers).toHaveLength(8)
    expect(Math.min(...numbers)).toBeLessThan(8)
    expect(Math.max(...numbers)).toBeGreaterThan(28)
  })
})

describe('a quiz from documents', () => {
  const passages = [
    passageOf('Chlorophyll is the green pigment.', { chunkId: 'c1', start: 0 }),
    passageOf('The stroma holds the Calvin cycle.', { chunkId: 'c2', start: 100 }),
  ]

  test('gives with each question the passage that holds its answer', async () => {
    const { result } = await ask(asking({ text: '', topic: 'leaves' }), [answerOf(pigment, cycle)], passages)
    expect(result.questions.map(({ sources }) => sources.map(({ chunk_id }) => chunk_id))).toEqual([['c1'], ['c2']])
    expect(result.questions[1]?.sources[0]).toMatchObject({
      source: 'notes.txt',
      content: 'The stroma holds the Calvin cycle.',
      start: 100,
    })
  })

  test('needs something given, and documents that hold something on it', async () => {
    expect(await failureOf(ask(asking({ text: '  ' }), []))).toMatchObject({
      code: 'validation_error',
      fields: [{ field: 'text' }],
    })
    expect(await failureOf(ask(asking({ text: '', topic: 'x' }), [], []))).toMatchObject({
      code: 'validation_error',
      fields: [{ field: 'topic' }],
    })
    const unrelated = [passageOf('Cakes.', { isUnrelated: true })]
    expect(await failureOf(ask(asking({ text: '', topic: 'x' }), [], unrelated))).toMatchObject({ code: 'validation_error' })
  })
})

test('named documents that say the topic in other words are read as a whole while they have no vectors', async () => {
  const documents: Rag = {
    ...fixedRag([]).rag,
    search: async () => ({ passages: [], mode: 'lexical', coverage: 0.5, hasChunks: true, followsUp: false }),
    document: async (documentId) => documentOf({ documentId }),
    async *readDocument() {
      yield TEXT
    },
  }
  const request = asking({ text: '', topic: 'the dye of foliage', sourceIds: ['d1'] })
  const { questions } = await createQuiz({ llm: scriptedLlm([answerOf(pigment, cycle)]).llm, rag: documents })(
    request,
    callerOf('ann'),
  )
  expect(questions.map(({ answer }) => answer)).toEqual(['chlorophyll', 'stroma'])
  const unnamed = createQuiz({ llm: scriptedLlm([]).llm, rag: documents })({ ...request, sourceIds: [] }, callerOf('ann'))
  expect(await failureOf(unnamed)).toMatchObject({ code: 'validation_error', fields: [{ field: 'topic' }] })
})

test('a topic that is not found while documents are processed is not said to be missing in them', async () => {
  const refused = async (processing: number) => {
    const { rag } = fixedRag([], undefined, processing)
    const request = asking({ text: '', topic: 'Osmosis' })
    return await failureOf(createQuiz({ llm: scriptedLlm([]).llm, rag })(request, callerOf('ann')))
  }
  expect(await refused(0)).toMatchObject({ code: 'validation_error', message: expect.stringContaining('not covered by') })
  expect(await refused(2)).toMatchObject({
    code: 'validation_error',
    message: expect.stringContaining('could not be searched (2)'),
  })
})
