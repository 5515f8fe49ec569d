import { expect, test } from 'bun:test'
import { codeOf } from '../../test/contract-users'
import type { MemoryCalls } from '../../test/memory-calls'
import { startTemporary } from '../../test/temporary-service'

const ref = { userId: 'ann', sessionId: 's' }

async function say(call: MemoryCalls['call'], content: string, text: string, insteadOf = '') {
  const begun = await call('BeginTurn', { ...ref, content, insteadOf, historyMax: 10 })
  await call('EndTurn', { ...ref, messageId: begun.assistantMessageId, text, status: 'MESSAGE_STATUS_COMPLETE' })
  return begun
}

test('an answer is made anew, rated and recalled over gRPC', async () => {
  await using memory = await startTemporary()
  const first = await say(memory.call, 'What is a cell?', 'A unit of life.')
  const anew = await say(memory.call, '', 'The smallest unit of life.', first.assistantMessageId)
  expect(anew).toMatchObject({ content: 'What is a cell?', history: [] })
  const messageId = anew.assistantMessageId
  await memory.call('RateMessage', { ...ref, messageId, rating: 1, comment: 'good' })
  const { messages } = await memory.call('ListMessages', ref)
  expect(messages.at(-1)).toMatchObject({ messageId, content: 'The smallest unit of life.', rating: 1, comment: 'good' })
  const older = await memory.call('ListMessages', { ...ref, branch: first.assistantMessageId })
  expect(older.messages.at(-1)).toMatchObject({ content: 'A unit of life.', rating: 0 })
  const { turns } = await memory.call('RecallTurns', { ...ref, query: 'smallest' })
  expect(turns).toMatchObject([{ question: 'What is a cell?', answer: 'The smallest unit of life.' }])
})

test('a made title and a summary are kept over gRPC', async () => {
  await using memory = await startTemporary()
  const { assistantMessageId: messageId } = await say(memory.call, 'q', 'a')
  expect(await memory.call('SetTitle', { ...ref, expectedTitle: 'q', title: 'Made' })).toEqual({ changed: true })
  expect(await memory.call('SetTitle', { ...ref, expectedTitle: 'q', title: 'Late' })).toEqual({ changed: false })
  await memory.call('SaveSummary', { ...ref, messageId, text: 'so far' })
  expect(await say(memory.call, 'on', 'a')).toMatchObject({ summary: 'so far', summaryMessageId: messageId })
})

test('wrong notes are refused', async () => {
  await using memory = await startTemporary()
  const note = { ...ref, messageId: 'm' }
  for (const work of [
    () => memory.call('RateMessage', { ...note, rating: 0 }),
    () => memory.call('RateMessage', { ...note, rating: 1, comment: 'x'.repeat(2_001) }),
    () => memory.call('SetTitle', { ...ref, title: '' }),
    () => memory.call('SaveSummary', { ...note, text: '' }),
    () => memory.call('RecallTurns', { ...ref, query: '' }),
    () => memory.call('RecallTurns', { ...ref, query: 'x', limit: 21 }),
    () => memory.call('BeginTurn', ref),
  ])
    expect(await codeOf(work())).toBe('validation_error')
})
