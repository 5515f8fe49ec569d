import { afterAll, beforeAll, expect, test } from 'bun:test'
import { memoryServices } from '@collabry/proto'
import { AppError } from '@collabry/runtime/errors'
import { type GrpcServer, serverStream, startGrpcServer, unary } from '@collabry/runtime/grpc/server'
import { createLog } from '@collabry/runtime/log'
import { callerOf } from '../../../test/fakes/caller'
import { patientClock } from '../../../test/fakes/clock'
import { failureOf } from '../../../test/fakes/failure'
import { connectMemory } from '../../core/grpc/stubs'
import { streamLogsClient, streamTicketsClient } from './memory-client'
import type { LoggedEvents, StreamLogs, StreamTickets } from './ports'

const key = 'k'.repeat(32)
const seen: object[] = []
let failures = 0
let server: GrpcServer
let logs: StreamLogs
let tickets: StreamTickets

const take = (request: object) => {
  seen.push(request)
  if (failures-- > 0) throw new AppError('unavailable', 'Away.')
}
const answer = <Reply>(reply: Reply) =>
  unary(async (request: { userId: string }) => {
    take(request)
    return reply
  })
const text = { kind: 'STREAM_EVENT_KIND_TEXT', data: ' a\n' } as const
const lost = { outcome: 'STREAM_OUTCOME_PRODUCER_LOST', data: '' } as const

beforeAll(async () => {
  server = await startGrpcServer({
    service: memoryServices(),
    handlers: {
      OpenStream: answer({ leaseId: 'l' }),
      AppendStream: answer({ stopRequested: true, unfollowedMs: 7 }),
      StopStream: answer({}),
      GetStream: answer({ sessionId: 's', messageId: 'm', count: 2, end: lost }),
      FollowStream: serverStream(async function* (request: { userId: string }) {
        take(request)
        yield { first: 3, events: [text, { ...text, kind: 'STREAM_EVENT_KIND_SOURCES' as const }] }
        yield { end: lost }
      }),
      IssueTicket: answer({ ticket: 't', expiresAtMs: 30_000 }),
      RedeemTicket: answer({ userId: 'ann', streamId: 'x', taskId: '' }),
    },
    host: '127.0.0.1',
    port: 0,
    keys: [`gateway:${key}`],
    callers: { gateway: '*' },
    log: createLog({ service: 'test', level: 'fatal' }),
  })
  const { stub } = connectMemory(`127.0.0.1:${server.port}`, { caller: 'gateway', key }, { clock: patientClock })
  logs = streamLogsClient(stub)
  tickets = streamTicketsClient(stub)
})
afterAll(() => server[Symbol.asyncDispose]())

const caller = callerOf('ann')

test('a log is opened once only, and its lease goes with each append', async () => {
  const stream = { streamId: 'x', sessionId: 's', messageId: 'm', keepSeconds: 60 }
  failures = 1
  expect(await failureOf(logs.open(stream, caller))).toMatchObject({ code: 'unavailable' })
  expect(await logs.open(stream, caller)).toEqual({ streamId: 'x', leaseId: 'l' })
  expect(seen.at(-1)).toMatchObject({ userId: 'ann', ...stream })
})

test('events are appended again while memory is away, since that changes nothing', async () => {
  failures = 2
  const end = { outcome: 'done', data: 's' } as const
  const events = [{ kind: 'text', data: ' a\n' } as const]
  const news = await logs.append({ streamId: 'x', leaseId: 'l', first: 3, events, end }, caller)
  expect(news).toEqual({ stopRequested: true, unfollowedMs: 7 })
  expect(seen.at(-1)).toMatchObject({
    userId: 'ann',
    leaseId: 'l',
    first: 3,
    events: [text],
    end: { outcome: 'STREAM_OUTCOME_DONE' },
  })
})

test('a stream is followed in our words, with the number of each event', async () => {
  failures = 1
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
  expect(seen.at(-1)).toMatchObject({ userId: 'ann', streamId: 'x', after: 2 })
})

test('a stream is looked at and stopped', async () => {
  const state = await logs.get('x', caller)
  expect(state).toEqual({ sessionId: 's', messageId: 'm', count: 2, end: { outcome: 'producer_lost', data: '' } })
  failures = 1
  await logs.stop('x', caller)
  expect(seen.at(-1)).toMatchObject({ userId: 'ann', streamId: 'x' })
})

test('a ticket is redeemed once only', async () => {
  expect(await tickets.issue('x', caller)).toEqual({ ticket: 't', expiresAtMs: 30_000 })
  failures = 1
  expect(await failureOf(tickets.redeem('t', caller))).toMatchObject({ code: 'unavailable' })
  expect(await tickets.redeem('t', caller)).toEqual({ userId: 'ann', streamId: 'x', taskId: '' })
  expect(seen.at(-1)).toMatchObject({ userId: 'gateway', ticket: 't' })
})
