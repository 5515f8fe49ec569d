import { expect, test } from 'bun:test'
import { callerOf } from '../../test/fakes/caller'
import { failureOf } from '../../test/fakes/failure'
import { memoryServer } from '../../test/fakes/memory-server'
import { notesClient } from './memory-client'

const caller = callerOf('ann')
const turn = { userMessageId: 'm1', assistantMessageId: 'm2', question: 'q', answer: 'a' }

test('notes on a conversation go to memory, again while it is away for a moment', async () => {
  const replies = { RateMessage: {}, SaveSummary: {}, RecallTurns: { turns: [turn] }, SetTitle: { changed: true } }
  await using memory = await memoryServer(replies)
  const notes = notesClient(memory.stub)
  memory.failNext(2)
  await notes.rate({ sessionId: 's', messageId: 'm' }, { rating: -1, comment: 'no' }, caller)
  expect(memory.seen.at(-1)).toMatchObject({ userId: 'ann', sessionId: 's', messageId: 'm', rating: -1, comment: 'no' })
  await notes.summarize('s', { text: 'so far', messageId: 'm' }, caller)
  expect(memory.seen.at(-1)).toMatchObject({ userId: 'ann', sessionId: 's', messageId: 'm', text: 'so far' })
  expect(await notes.recall('s', 'why', 3, caller)).toEqual([turn])
  expect(memory.seen.at(-1)).toMatchObject({ userId: 'ann', sessionId: 's', query: 'why', limit: 3 })
  memory.failNext(1)
  expect(await failureOf(notes.setTitle('s', { from: 'a', to: 'b' }, caller))).toMatchObject({ code: 'unavailable' })
  expect(await notes.setTitle('s', { from: 'a', to: 'b' }, caller)).toBe(true)
  expect(memory.seen.at(-1)).toMatchObject({ userId: 'ann', sessionId: 's', expectedTitle: 'a', title: 'b' })
})
