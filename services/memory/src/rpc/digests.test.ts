import { expect, test } from 'bun:test'
import type { MemoryCalls } from '../../test/memory-calls'
import { startTemporary } from '../../test/temporary-service'

const ref = { userId: 'ann', sessionId: 's' }
const caller = { userId: 'gateway' }

async function say(call: MemoryCalls['call'], content: string, wantsDigest: boolean) {
  const begun = await call('BeginTurn', { ...ref, content })
  const end = { messageId: begun.assistantMessageId, text: 'a', status: 'MESSAGE_STATUS_COMPLETE', wantsDigest } as const
  await call('EndTurn', { ...ref, ...end })
  return begun
}

test('a session that wants a digest is given to one gateway, with where to go on', async () => {
  await using memory = await startTemporary()
  await say(memory.call, 'What is light?', false)
  expect(await memory.call('ClaimDigests', caller)).toEqual({ digests: [] })
  const { assistantMessageId: messageId } = await say(memory.call, 'And colour?', true)
  await memory.call('SaveSummary', { ...ref, messageId, text: 'so far' })
  const third = await say(memory.call, 'And heat?', true)
  expect(third).toMatchObject({ messagesBefore: 4, messagesSummarized: 4 })
  const { digests } = await memory.call('ClaimDigests', caller)
  expect(digests).toMatchObject([{ ...ref, claim: 2, wantsTitle: true, summary: 'so far', summaryMessageId: messageId }])
  const behind = await memory.call('ListMessages', { ...ref, cursor: digests[0]?.cursor ?? '' })
  expect(behind.messages.map(({ content }) => content)).toEqual(['And heat?', 'a'])
  expect(await memory.call('ClaimDigests', caller)).toEqual({ digests: [] })
  await memory.call('EndDigest', { ...ref, claim: 2 })
})

test('of a session that was deleted there is nothing to make, and of an erased user neither', async () => {
  await using memory = await startTemporary()
  await say(memory.call, 'q', true)
  await memory.call('DeleteSession', ref)
  expect(await memory.call('ClaimDigests', caller)).toEqual({ digests: [] })
  await say(memory.call, 'q', true)
  const { epochMs } = await memory.call('BeginErasure', { userId: 'ann' })
  await memory.call('EraseUser', { userId: 'ann', epochMs })
  await memory.call('EndErasure', { userId: 'ann', epochMs })
  expect(await memory.call('ClaimDigests', caller)).toEqual({ digests: [] })
})
