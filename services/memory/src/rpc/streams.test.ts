import { expect, test } from 'bun:test'
import { StreamService } from '@collabry/proto'
import type { FollowStreamResponse } from '@collabry/proto/gen/collabry/memory/v1/FollowStreamResponse'
import { connect, readStream } from '@collabry/runtime/grpc/client'
import { codeOf } from '../../test/contract-users'
import { startTemporary } from '../../test/temporary-service'

const gateway = { caller: 'gateway', key: 'key' }
const text = (data: string) => ({ kind: 'STREAM_EVENT_KIND_TEXT', data }) as const

test('a stream is opened, appended to, followed, stopped and ended over gRPC', async () => {
  await using memory = await startTemporary()
  const stub = connect(StreamService, `127.0.0.1:${memory.port}`, gateway)
  const ref = { userId: 'ann', streamId: 'x' }
  const follow = async (after: number) => {
    const limits = { signal: AbortSignal.timeout(10_000), requestId: 'test', deadlineMs: 10_000 }
    const replies: FollowStreamResponse[] = []
    for await (const reply of readStream<FollowStreamResponse>(
      (metadata, options) => stub.followStream({ ...ref, after }, metadata, options),
      limits,
    )) {
      replies.push(reply)
    }
    return [...replies.flatMap(({ events }) => events.map(({ data }) => data)), replies.at(-1)?.end?.outcome]
  }
  const { leaseId } = await memory.call('OpenStream', { ...ref, sessionId: 's' })
  await memory.call('AppendStream', { ...ref, leaseId, first: 1, events: [text('a'), text('b')] })
  const following = follow(1)
  await memory.call('StopStream', ref)
  const end = { outcome: 'STREAM_OUTCOME_DONE', data: 's' } as const
  expect((await memory.call('AppendStream', { ...ref, leaseId, first: 3, events: [text('c')] })).stopRequested).toBe(true)
  await memory.call('AppendStream', { ...ref, leaseId, first: 4, end })
  expect(await following).toEqual(['b', 'c', 'STREAM_OUTCOME_DONE'])
  expect(await memory.call('GetStream', ref)).toMatchObject({ sessionId: 's', count: 3, end })
  expect(await codeOf(memory.call('GetStream', { ...ref, userId: 'bob' }))).toBe('not_found')
  stub.close()
})

test('a ticket is for the owner of the stream alone', async () => {
  await using memory = await startTemporary()
  await memory.call('OpenStream', { userId: 'ann', streamId: 'x' })
  expect(await codeOf(memory.call('IssueTicket', { userId: 'bob', streamId: 'x' }))).toBe('not_found')
  const { ticket } = await memory.call('IssueTicket', { userId: 'ann', streamId: 'x' })
  expect(ticket).toMatch(/^[\w-]{43}$/)
  expect(await memory.call('RedeemTicket', { userId: 'gateway', ticket })).toEqual({ userId: 'ann', streamId: 'x', taskId: '' })
  expect(await codeOf(memory.call('RedeemTicket', { userId: 'gateway', ticket }))).toBe('not_found')
})

test('the stream that is written in a session is found by its owner', async () => {
  await using memory = await startTemporary()
  const { sessionId } = await memory.call('BeginTurn', { userId: 'ann', content: 'q' })
  await memory.call('OpenStream', { userId: 'ann', streamId: 'x', sessionId })
  expect(await memory.call('FindStream', { userId: 'ann', sessionId })).toEqual({ streamId: 'x' })
  expect(await memory.call('FindStream', { userId: 'bob', sessionId })).toEqual({ streamId: '' })
  expect(await codeOf(memory.call('FindStream', { userId: 'ann', sessionId: '' }))).toBe('validation_error')
})

test('a ticket for an upload lets in to that upload, once', async () => {
  await using memory = await startTemporary()
  const { ticket } = await memory.call('IssueTicket', { userId: 'ann', taskId: 't1' })
  expect(await memory.call('RedeemTicket', { userId: 'gateway', ticket })).toEqual({ userId: 'ann', streamId: '', taskId: 't1' })
  expect(await codeOf(memory.call('RedeemTicket', { userId: 'gateway', ticket }))).toBe('not_found')
})

test('the words of a deleted session are in no log', async () => {
  await using memory = await startTemporary()
  const { sessionId } = await memory.call('BeginTurn', { userId: 'ann', content: 'q' })
  const { leaseId } = await memory.call('OpenStream', { userId: 'ann', streamId: 'x', sessionId })
  await memory.call('DeleteSession', { userId: 'ann', sessionId })
  const part = { userId: 'ann', streamId: 'x', leaseId, first: 1, events: [text('late')] }
  expect(await codeOf(memory.call('AppendStream', part))).toBe('not_found')
})

test('a wrong part is refused', async () => {
  await using memory = await startTemporary()
  const part = { userId: 'ann', streamId: 'x', leaseId: 'l', first: 1 }
  const wrong = [
    { events: [{ data: 'x' }] },
    { events: Array.from({ length: 1_001 }, () => text('')) },
    { events: [text('ä'.repeat(600_000))] },
    { end: { data: '' } },
    { end: { outcome: 'STREAM_OUTCOME_PRODUCER_LOST' as const } },
  ]
  for (const fields of wrong) expect(await codeOf(memory.call('AppendStream', { ...part, ...fields }))).toBe('validation_error')
  expect(await codeOf(memory.call('OpenStream', { userId: 'ann', streamId: 'x', keepSeconds: 90_001 }))).toBe('validation_error')
})
