import { afterAll, beforeAll, expect, test } from 'bun:test'
import { callerOf } from '../../../test/fakes/caller'
import { failureOf } from '../../../test/fakes/failure'
import { memoryServer } from '../../../test/fakes/memory-server'
import { streamLogsClient, streamTicketsClient } from './memory-client'
import type { LoggedEvents, StreamLogs, StreamTickets } from './ports'

let memory: Awaited<ReturnType<typeof memoryServer>>
let logs: StreamLogs
let tickets: StreamTickets

const text = { kind: 'STREAM_EVENT_KIND_TEXT', data: ' a\n' } as const
const lost = { outcome: 'STREAM_OUTCOME_PRODUCER_LOST', data: '' } as const

beforeAll(async () => {
  const sources = { ...text, kind: 'STREAM_EVENT_KIND_SOURCES' }
  const replies = {
    OpenStream: { leaseId: 'l' },
    AppendStream: { stopRequested: true, unfollowedMs: 7 },
    StopStream: {},
    GetStream: { sessionId: 's', messageId: 'm', count: 2, end: lost },
    IssueTicket: { ticket: 't', expiresAtMs: 30_000 },
    RedeemTicket: { userId: 'ann', streamId: 'x', taskId: '' },
  }
  memory = await memoryServer(replies, { FollowStream: [{ first: 3, events: [text, sources] }, { end: lost }] })
  logs = streamLogsClient(memory.stub)
  tickets = streamTicketsClient(memory.stub)
})
afterAll(() => memory[Symbol.asyncDispose]())

const caller = callerOf('ann')

test('a log is opened once only, and its lease goes with each append', async () => {
  const stream = { streamId: 'x', sessionId: 's', messageId: 'm', keepSeconds: 60 }
  memory.failNext(1)
  expect(await failureOf(logs.open(stream, caller))).toMatchObject({ code: 'unavailable' })
  expect(await logs.open(stream, caller)).toEqual({ streamId: 'x', leaseId: 'l' })
  expect(memory.seen.at(-1)).toMatchObject({ userId: 'ann', ...stream })
})

test('events are appended again while memory is away, since that changes nothing', async () => {
  memory.failNext(2)
  const end = { outcome: 'done', data: 's' } as const
  const events = [{ kind: 'text', data: ' a\n' } as const]
  const news = await logs.append({ streamId: 'x', leaseId: 'l', first: 3, events, end }, caller)
  expect(news).toEqual({ stopRequested: true, unfollowedMs: 7 })
  expect(memory.seen.at(-1)).toMatchObject({
    userId: 'ann',
    leaseId: 'l',
    first: 3,
    events: [text],
    end: { outcome: 'STREAM_OUTCOME_DONE' },
  })
})

test('a stream is followed in our words, with the number of each event', async () => {
  memory.failNext(1)
  const replies: LoggedEvents[] = []
  for await (const reply of logs.follow('x', 2, caller)) replies.push(reply)
  expect(replies).toEqual([
    {
      events: [
        { kind: 'text', data: ' a\n', n: 3 },
        { kind: 'sources', data: ' a\n', n: 4 },
      ],
      end: undefined,
    },
    { events: [], end: { outcome: 'producer_lost', data: '', n: 5 } },
  ])
  expect(memory.seen.at(-1)).toMatchObject({ userId: 'ann', streamId: 'x', after: 2 })
})

test('a stream is looked at and stopped', async () => {
  const state = await logs.get('x', caller)
  expect(state).toEqual({ sessionId: 's', messageId: 'm', count: 2, end: { outcome: 'producer_lost', data: '' } })
  memory.failNext(1)
  await logs.stop('x', caller)
  expect(memory.seen.at(-1)).toMatchObject({ userId: 'ann', streamId: 'x' })
})

test('a ticket is redeemed once only', async () => {
  expect(await tickets.issue('x', caller)).toEqual({ ticket: 't', expiresAtMs: 30_000 })
  memory.failNext(1)
  expect(await failureOf(tickets.redeem('t', caller))).toMatchObject({ code: 'unavailable' })
  expect(await tickets.redeem('t', caller)).toEqual({ userId: 'ann', streamId: 'x', taskId: '' })
  expect(memory.seen.at(-1)).toMatchObject({ userId: 'gateway', ticket: 't' })
})
