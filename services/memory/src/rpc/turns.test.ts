import { expect, test } from 'bun:test'
import { codeOf } from '../../test/contract-users'
import type { MemoryCalls } from '../../test/memory-calls'
import { startTemporary } from '../../test/temporary-service'

async function begin(call: MemoryCalls['call'], userId: string, sessionId: string) {
  const { assistantMessageId: messageId } = await call('BeginTurn', { userId, sessionId, content: 'q' })
  return { userId, sessionId, messageId }
}

async function answerOf(call: MemoryCalls['call'], { userId, sessionId }: { userId: string; sessionId: string }) {
  const { messages } = await call('ListMessages', { userId, sessionId })
  return messages.at(-1)?.content
}

test('parts of several users are saved in one call, and one that fails takes no other with it', async () => {
  await using memory = await startTemporary()
  const ann = await begin(memory.call, 'ann', 'a')
  const bob = await begin(memory.call, 'bob', 'b')
  const { failures } = await memory.call('AppendTurns', {
    userId: 'gateway',
    parts: [
      { ...ann, offset: 0, text: 'one ' },
      { ...ann, offset: 4, text: 'two' },
      { ...ann, userId: 'bob', offset: 7, text: 'of another' },
      { ...bob, offset: 9, text: 'behind a gap' },
      { ...bob, sessionId: '', offset: 0, text: 'nowhere' },
      { ...bob, offset: 0, text: 'three' },
    ],
  })
  expect(failures.map(({ index, code }) => [index, code])).toEqual([
    [2, 'not_found'],
    [3, 'validation_error'],
    [4, 'validation_error'],
  ])
  expect([await answerOf(memory.call, ann), await answerOf(memory.call, bob)]).toEqual(['one two', 'three'])
})

test('parts without a user, too many and too long ones are refused', async () => {
  await using memory = await startTemporary()
  const turn = await begin(memory.call, 'ann', 'a')
  const part = { ...turn, offset: 0, text: '' }
  for (const parts of [
    [{ ...part, userId: '' }],
    Array.from({ length: 1_001 }, () => part),
    [
      { ...part, text: 'x'.repeat(600_000) },
      { ...part, text: 'x'.repeat(600_000) },
    ],
  ])
    expect(await codeOf(memory.call('AppendTurns', { userId: 'gateway', parts }))).toBe('validation_error')
  expect(await answerOf(memory.call, turn)).toBe('')
})

test('a turn begins in a session whose answers have more sources than one message carries', async () => {
  await using memory = await startTemporary()
  const sourcesJson = JSON.stringify(['光'.repeat(340_000)])
  for (let n = 0; n < 20; n++) {
    const turn = await begin(memory.call, 'ann', 'a')
    await memory.call('EndTurn', { ...turn, offset: 0, text: 'x', sourcesJson, status: 'MESSAGE_STATUS_COMPLETE' })
  }
  const { history } = await memory.call('BeginTurn', { userId: 'ann', sessionId: 'a', content: 'q', historyMax: 200 })
  expect(history).toHaveLength(40)
  const page = (cursor: string) => memory.call('ListMessages', { userId: 'ann', sessionId: 'a', limit: 200, cursor })
  const first = await page('')
  const second = await page(first.nextCursor)
  expect([...first.messages, ...second.messages].some((message) => message.sourcesJson === sourcesJson)).toBe(true)
  expect(second.nextCursor).not.toBe('')
})
