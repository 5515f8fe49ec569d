import { expect, test } from 'bun:test'
import { callerOf } from '../../test/fakes/caller'
import { asking } from '../../test/fakes/chat-fixture'
import { memoryTurns } from '../../test/fakes/turns'
import { openTurns } from './turn-writer'

test('turns are idle when each that was begun has ended, well or not', async () => {
  const memory = memoryTurns()
  const turns = openTurns(memory.turns)
  const caller = callerOf('ann')
  const { sessionId, message: content, notebookId } = asking()
  const begin = () => turns.begin({ sessionId, content, notebookId, historyMax: 1 }, caller)
  const [first, second] = [await begin(), await begin()]
  let isIdle = false
  const idle = turns.idle().then(() => {
    isIdle = true
  })
  const end = { status: 'complete', text: '', sources: undefined, model: '' } as const
  await turns.end({ ...end, sessionId, messageId: first.assistantMessageId, offset: 0 }, caller)
  expect(isIdle).toBe(false)
  await turns.end({ ...end, sessionId, messageId: second.assistantMessageId, offset: 9 }, caller).catch(() => undefined)
  await idle
  await turns.idle()
})
