import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { callerOf } from '../../test/fakes/caller'
import { failureOf } from '../../test/fakes/failure'
import { memoryServer } from '../../test/fakes/memory-server'
import { sessionsClient, turnsClient } from './memory-client'
import type { Sessions, Turns } from './ports'

let memory: Awaited<ReturnType<typeof memoryServer>>
let turns: Turns
let sessions: Sessions

const session = {
  sessionId: 's1',
  title: '',
  notebookId: '',
  createdAtMs: 1,
  lastActivityMs: 2,
  messageCount: 3,
  isCurrent: true,
}
const message = {
  messageId: 'm1',
  role: 'MESSAGE_ROLE_USER',
  content: 'hi',
  createdAtMs: 1,
  status: 'MESSAGE_STATUS_COMPLETE',
} as const

beforeAll(async () => {
  memory = await memoryServer({
    CreateSession: { session, created: true },
    GetSession: { session },
    ListSessions: { sessions: [session], total: 1 },
    RenameSession: { session },
    DeleteSession: { messagesDeleted: 2 },
    ListMessages: {
      messages: [
        { ...message, sourcesJson: '[{"n":1}]' },
        { ...message, role: 'MESSAGE_ROLE_ASSISTANT' as const },
      ],
      nextCursor: 'c',
    },
    BeginTurn: {
      ...{ sessionId: 's1', userMessageId: 'm1', assistantMessageId: 'm2', history: [message] },
      ...{ content: 'hi', summary: 'so far', summaryMessageId: 'm0', messagesBefore: 5, messagesSummarized: 4 },
    },
    AppendTurns: { failures: [] },
    EndTurn: {},
    GetStatus: {},
  })
  turns = turnsClient(memory.stub)
  sessions = sessionsClient(memory.stub)
})
afterAll(() => memory[Symbol.asyncDispose]())

const caller = callerOf('ann')
const ref = { sessionId: 's1', messageId: 'm2' }

describe('turns over gRPC', () => {
  test('begin with the history in our words', async () => {
    const begun = await turns.begin({ sessionId: '', content: 'hi', notebookId: '', historyMax: 10 }, caller)
    expect(begun).toEqual({
      sessionId: 's1',
      userMessageId: 'm1',
      assistantMessageId: 'm2',
      history: [{ messageId: 'm1', role: 'user', content: 'hi' }],
      content: 'hi',
      summary: { text: 'so far', messageId: 'm0', covers: 4 },
      messagesBefore: 5,
    })
    expect(memory.seen.at(-1)).toMatchObject({ userId: 'ann', content: 'hi', historyMax: 10 })
  })

  test('that begin together are waited for with one call', async () => {
    const before = memory.seen.length
    await Promise.all([turns.settle(), turns.settle()])
    await turns.settle()
    expect(memory.seen.slice(before)).toMatchObject([
      { userId: 'gateway', parts: [] },
      { userId: 'gateway', parts: [] },
    ])
  })

  test('are saved and ended again while memory is away, since that changes nothing', async () => {
    memory.failNext(2)
    await turns.append({ ...ref, offset: 3, text: 'abc' }, caller)
    expect(memory.seen.at(-1)).toMatchObject({ parts: [{ userId: 'ann', messageId: 'm2', offset: 3, text: 'abc' }] })
    memory.failNext(2)
    await turns.end({ ...ref, status: 'interrupted', offset: 6, text: 'd', sources: [{ n: 1 }], model: 'm' }, caller)
    expect(memory.seen.at(-1)).toMatchObject({ status: 'MESSAGE_STATUS_INTERRUPTED', sourcesJson: '[{"n":1}]', model: 'm' })
  })

  test('are never begun twice', async () => {
    memory.failNext(1)
    const before = memory.seen.length
    const begun = turns.begin({ sessionId: '', content: 'hi', notebookId: '', historyMax: 10 }, caller)
    expect(await failureOf(begun)).toMatchObject({ code: 'unavailable' })
    expect(memory.seen.length).toBe(before + 1)
  })
})

describe('sessions over gRPC', () => {
  test('come back in our words', async () => {
    const ours = { ...session, notebookId: null }
    expect(await sessions.get('s1', caller)).toEqual(ours)
    expect(await sessions.create({ sessionId: '', title: '', notebookId: '' }, caller)).toEqual({ session: ours, created: true })
    expect(await sessions.rename('s1', 'New', caller)).toEqual(ours)
    expect(await sessions.list({ limit: 5, cursor: '', query: '', notebookId: '' }, caller)).toEqual({
      sessions: [ours],
      total: 1,
      nextCursor: null,
    })
    expect(await sessions.delete('s1', caller)).toEqual({ messagesDeleted: 2 })
  })

  test('have messages with sources and states', async () => {
    const { messages, nextCursor } = await sessions.messages('s1', { limit: 5, cursor: '' }, caller)
    const ours = {
      messageId: 'm1',
      content: 'hi',
      createdAtMs: 1,
      status: 'complete',
      parentId: null,
      rating: 0,
      comment: '',
      model: '',
    }
    expect(messages as unknown[]).toEqual([
      { ...ours, role: 'user', sources: [{ n: 1 }] },
      { ...ours, role: 'assistant', sources: [] },
    ])
    expect(nextCursor).toBe('c')
  })

  test('without an id are made once only', async () => {
    memory.failNext(1)
    const made = sessions.create({ sessionId: '', title: '', notebookId: '' }, caller)
    expect(await failureOf(made)).toMatchObject({ code: 'unavailable' })
    memory.failNext(1)
    expect((await sessions.create({ sessionId: 's1', title: '', notebookId: '' }, caller)).created).toBe(true)
  })
})
