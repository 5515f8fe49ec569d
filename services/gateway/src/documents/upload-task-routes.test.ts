import { expect, test } from 'bun:test'
import { AppError } from '@collabry/runtime/errors'
import { requestOf, testApp } from '../../test/fakes/use-cases'
import { parseEvents } from '../../test/sse-events'
import type { Rag, UploadTask } from './ports'

const task: UploadTask = {
  taskId: 't1',
  documentId: 'd1',
  filename: 'a\nb.txt',
  status: 'processing',
  startedAtMs: 0,
  completedAtMs: null,
  error: null,
  progress: 0.5,
  chunksProcessed: 1,
  chunksTotal: 2,
  attempts: 1,
  statusDetail: 'Indexing.',
}
const ask = async (method: string, path: string, rag: Partial<Rag>) =>
  testApp({ rag: rag as Rag }).handle(await requestOf(`http://localhost${path}`, { method }))

test('progress is one event a state, and the last one is done', async () => {
  const asked: string[] = []
  const answer = await ask('GET', '/ai/upload/status/t1/events', {
    watchTask: async function* (taskId, { userId }) {
      asked.push(taskId, userId)
      yield task
      yield { ...task, status: 'completed', progress: 1, completedAtMs: 1_000 }
    },
  })
  expect(answer.headers.get('content-type')).toBe('text/event-stream; charset=utf-8')
  const events = parseEvents(await answer.text())
  expect(events.map(({ event }) => event)).toEqual(['message', 'done'])
  const [first, last] = events.map(({ data }) => JSON.parse(data))
  expect(first).toMatchObject({ task_id: 't1', status: 'processing', progress: 0.5, filename: 'a\nb.txt', user_id: 'ann' })
  expect(last).toMatchObject({ status: 'completed', progress: 1, completed_at: '1970-01-01T00:00:01.000Z' })
  expect(asked).toEqual(['t1', 'ann'])
})

test("the progress of another user's upload is a plain 403", async () => {
  const answer = await ask('GET', '/ai/upload/status/t1/events', {
    // biome-ignore lint/correctness/useYield: it fails before the first one
    watchTask: async function* () {
      throw new AppError('forbidden', 'This upload is another user’s.')
    },
  })
  expect(answer.status).toBe(403)
})

test('an upload is cancelled by DELETE and tried again by POST, each answered with its state', async () => {
  const cancelled = await ask('DELETE', '/ai/upload/t1', {
    cancelTask: async (taskId) => ({ ...task, taskId, status: 'failed', error: 'It was cancelled.' }),
  })
  expect(await cancelled.json()).toMatchObject({ task_id: 't1', status: 'failed', error: 'It was cancelled.', user_id: 'ann' })
  const retried = await ask('POST', '/ai/upload/t1/retry', { retryTask: async (taskId) => ({ ...task, taskId }) })
  expect(await retried.json()).toMatchObject({ task_id: 't1', status: 'processing', error: null })
})

test('what can not be tried again is a 409, and an id that could be none a 404', async () => {
  const rag: Partial<Rag> = {
    retryTask: () => Promise.reject(new AppError('failed_precondition', 'Only an upload that has failed can be tried again.')),
  }
  expect((await ask('POST', '/ai/upload/t1/retry', rag)).status).toBe(409)
  for (const [method, path] of [
    ['POST', '/ai/upload/a%20b/retry'],
    ['DELETE', '/ai/upload/a%20b'],
    ['GET', '/ai/upload/status/a%20b/events'],
  ] as const) {
    expect((await ask(method, path, rag)).status).toBe(404)
  }
})

test('of the texts of one user four at a time are handed on, and those of another user do not wait for them', async () => {
  const running: string[] = []
  const gate = Promise.withResolvers<void>()
  const upload: Rag['upload'] = async ({ head }, { userId }) => {
    running.push(userId)
    if (userId === 'ann') await gate.promise
    return { ...task, filename: head().filename, isNew: true }
  }
  const app = testApp({ rag: { upload } as unknown as Rag })
  const send = async (user: string, n: number) =>
    app.handle(await requestOf('http://localhost/ai/upload', { user, body: { content: 'x', filename: `${n}.txt` } }))
  const many = Array.from({ length: 10 }, (_, n) => send('ann', n))
  while (running.length < 4) await Bun.sleep(1)
  expect((await send('bob', 0)).status).toBe(200)
  expect(running.filter((user) => user === 'ann')).toHaveLength(4)
  gate.resolve()
  expect((await Promise.all(many)).map(({ status }) => status)).toEqual(Array(10).fill(200))
  expect(running).toHaveLength(11)
})
