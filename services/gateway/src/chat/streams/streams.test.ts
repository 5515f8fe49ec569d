import { expect, test } from 'bun:test'
import { AppError } from '@collabry/runtime/errors'
import { callerOf } from '../../../test/fakes/caller'
import type { NumberedEvent, StreamLogs, StreamPart, StreamTickets } from './ports'
import type { Generation } from './producer'
import { createStreams } from './streams'

const away = () => new AppError('unavailable', 'Memory is away.')
const caller = callerOf('ann')
const never = new AbortController().signal

/** A log that is kept in memory; `before` runs ahead of every call and may throw. */
function streamsOn(before: (method: string) => void, news = { stopRequested: false, unfollowedMs: 0 }) {
  const parts: StreamPart[] = []
  const logs: StreamLogs = {
    open: async ({ streamId }) => ({ streamId, leaseId: 'l' }),
    async append(part) {
      before('append')
      parts.push(part)
      return news
    },
    running: async () => undefined,
    stop: async () => {},
    get: async () => ({ sessionId: '', messageId: '', count: 0, end: undefined }),
    async *follow(_, after) {
      for (const n of [1, 2, 3].filter((number) => number > after)) {
        before('follow')
        yield { events: [{ kind: 'text', data: String(n), n }], end: undefined }
      }
      yield { events: [], end: { outcome: 'done', data: 's', n: 4 } }
    },
  }
  const tickets = {} as StreamTickets
  const streams = createStreams({ logs, tickets, keepSeconds: 60, resumeMs: 1, shutdown: never })
  return { streams, parts, logged: () => parts.flatMap(({ events }) => events.map(({ data }) => data)) }
}

/** Says these texts; then ends, or waits for its signal. */
const saying = (texts: string[], waits = false): Generation => ({
  streamId: 'x',
  async *run({ signal }, begun) {
    await begun({ sessionId: 's', messageId: 'm' })
    for (const data of texts) yield { kind: 'text', data }
    if (waits) await new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)))
    yield { outcome: 'done', data: 's' }
  },
  errorData: (error) => (error instanceof AppError ? error.code : 'bug'),
})

async function all(events: AsyncGenerator<NumberedEvent>): Promise<string[]> {
  const seen: string[] = []
  for await (const { n, data } of events) seen.push(`${n}:${data}`)
  return seen
}

test('what is read is logged, and numbered from 1', async () => {
  const { streams, logged } = streamsOn(() => {})
  const read = await streams.begin(saying(['a', 'b', 'c']), caller)
  expect(await all(read(never))).toEqual(['1:a', '2:b', '3:c', '4:s'])
  expect(logged()).toEqual(['a', 'b', 'c'])
})

test('while memory is away nothing is sent, and nothing is lost or said twice', async () => {
  let failures = 3
  const { streams, logged } = streamsOn(() => {
    if (failures-- > 0) throw away()
  })
  const read = await streams.begin(saying(['a', 'b']), caller)
  expect(await all(read(never))).toEqual(['1:a', '2:b', '3:s'])
  expect(logged()).toEqual(['a', 'b'])
})

test('more than one append can take goes in several, in order', async () => {
  const { streams, parts, logged } = streamsOn(() => {})
  const texts = Array.from({ length: 2_500 }, (_, index) => `${index} `)
  const read = await streams.begin(saying([...texts, 'x'.repeat(299_999), 'y'.repeat(299_999)]), caller)
  expect(await all(read(never))).toHaveLength(2_503)
  expect(logged().slice(0, 2_500).join('')).toBe(texts.join(''))
  for (const { events } of parts) expect(events.length).toBeLessThanOrEqual(1_000)
  expect(parts.map(({ first }) => first)).toEqual(
    parts.map((_, index) => 1 + parts.slice(0, index).flatMap(({ events }) => events).length),
  )
})

test('a log that another has, or that is gone, stops the model and tells the reader', async () => {
  const { streams } = streamsOn(() => {
    throw new AppError('failed_precondition', 'It ended.')
  })
  const read = await streams.begin(saying(['a'], true), caller)
  await expect(all(read(never))).rejects.toThrow('It ended.')
  await streams.idle()
})

test('when nobody reads here or elsewhere, the end that is logged says why', async () => {
  const { streams, parts } = streamsOn(() => {}, { stopRequested: false, unfollowedMs: 9_000 })
  const left = new AbortController()
  const read = await streams.begin(saying(['a'], true), caller)
  left.abort()
  await expect(all(read(left.signal))).rejects.toThrow()
  await streams.idle()
  expect(parts.at(-1)?.end).toEqual({ outcome: 'error', data: 'cancelled' })
})

test('a generation that cannot begin is an error, and no stream', async () => {
  const { streams } = streamsOn(() => {})
  const failing: Generation = {
    ...saying([]),
    async *run() {
      yield* []
      throw away()
    },
  }
  await expect(streams.begin(failing, caller)).rejects.toThrow('Memory is away.')
  await streams.idle()
})

test('a follower goes on where it was when a replica of memory goes away', async () => {
  let calls = 0
  const { streams } = streamsOn((method) => {
    if (method === 'follow' && ++calls === 3) throw away()
  })
  expect(await all(streams.follow('x', 0, caller))).toEqual(['1:1', '2:2', '3:3', '4:s'])
})
