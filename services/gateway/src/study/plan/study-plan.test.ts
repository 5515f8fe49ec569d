import { expect, test } from 'bun:test'
import { callerOf } from '../../../test/fakes/caller'
import { failureOf } from '../../../test/fakes/failure'
import { scriptedLlm } from '../../../test/fakes/llm'
import { fixedRag, passageOf } from '../../../test/fakes/rag'
import { createStudyPlan, type StudyPlanRequest } from './study-plan'

const asking = (change: Partial<StudyPlanRequest> = {}): StudyPlanRequest => ({
  topic: 'Leaves',
  sourceIds: [],
  notebookId: '',
  startDate: '2026-03-01',
  endDate: '2026-03-04',
  minutesPerDay: 45,
  ...change,
})
const pigment = { title: 'Green pigment', tasks: ['Explain chlorophyll.'] }
const cycle = { title: 'Calvin cycle', tasks: ['Draw the Calvin cycle.', '...'] }
const passages = [
  passageOf('Chlorophyll is the green pigment.', { chunkId: 'c1' }),
  passageOf('The stroma holds the Calvin cycle.', { chunkId: 'c2', start: 100 }),
]

async function plan(request: StudyPlanRequest, parts: unknown[], found = passages) {
  const model = scriptedLlm([JSON.stringify({ plan: parts })])
  const documents = fixedRag(found)
  return {
    ...model,
    ...documents,
    result: await createStudyPlan({ llm: model.llm, rag: documents.rag })(request, callerOf('ann')),
  }
}

test('the parts of the model get days, minutes and sources', async () => {
  const dated = { ...pigment, date: '1999-01-01', minutes: 10_000 }
  const { result, asked } = await plan(asking(), [dated, cycle])
  expect(result.plan.map(({ date, minutes, title }) => [date, minutes, title])).toEqual([
    ['2026-03-01', 45, 'Green pigment'],
    ['2026-03-02', 45, 'Calvin cycle'],
    ['2026-03-03', 45, 'Review: Green pigment'],
    ['2026-03-04', 45, 'Review of everything'],
  ])
  expect(result.plan.map(({ sources }) => sources.map(({ chunk_id }) => chunk_id))).toEqual([
    ['c1'],
    ['c2'],
    ['c1'],
    ['c1', 'c2'],
  ])
  expect(result).toMatchObject({ topic: 'Leaves', start_date: '2026-03-01', end_date: '2026-03-04', minutes_per_day: 45 })
  expect(asked[0]).toMatchObject({ brief: { task: 'study_plan', question: 'Leaves', itemsMax: 3 } })
})

test.each([
  ['without tasks', { ...cycle, tasks: ['...'] }],
  ['without a title', { ...cycle, title: '…' }],
  ['that is there already', { ...cycle, title: 'GREEN PIGMENT' }],
  ['that the documents say nothing about', { title: 'Roman emperors', tasks: ['Name five emperors.'] }],
])('a part %s is left out', async (_, wrong) => {
  const { result } = await plan(asking({ endDate: '2026-03-01' }), [pigment, wrong])
  expect(result.plan.map(({ title }) => title)).toEqual(['Green pigment'])
})

test('a topic that no document covers is planned without sources; documents that were named must hold something', async () => {
  const { result } = await plan(asking(), [pigment], [])
  expect(result.plan.every(({ sources }) => sources.length === 0)).toBe(true)
  expect(await failureOf(plan(asking({ sourceIds: ['d1'] }), [pigment], []))).toMatchObject({ code: 'validation_error' })
})

test('a plan of nothing, for no day or by no model is refused', async () => {
  expect(await failureOf(plan(asking({ topic: ' ' }), []))).toMatchObject({
    code: 'validation_error',
    fields: [{ field: 'topic' }],
  })
  expect(await failureOf(plan(asking({ endDate: '2026-02-01' }), []))).toMatchObject({ fields: [{ field: 'end_date' }] })
  expect(await failureOf(plan(asking(), ['nonsense']))).toMatchObject({ code: 'upstream_error' })
})
