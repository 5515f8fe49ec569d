import { expect, test } from 'bun:test'
import { callerOf } from '../../test/fakes/caller'
import { failureOf } from '../../test/fakes/failure'
import { memoryServer } from '../../test/fakes/memory-server'
import { batchAppend } from './memory-client'

const ref = { sessionId: 's1', messageId: 'm1', offset: 0 }

test('what is saved in one moment goes in one call, and each learns what became of its own', async () => {
  const failures = [{ index: 1, code: 'failed_precondition', detail: 'It has ended.' }]
  await using memory = await memoryServer({ AppendTurns: { failures } })
  const append = batchAppend(memory.stub)
  const left = new AbortController()
  const saved = append({ ...ref, text: 'a' }, callerOf('ann'))
  const failed = append({ ...ref, text: 'b' }, callerOf('bob'))
  const leaving = append({ ...ref, text: 'c' }, { ...callerOf('cid'), signal: left.signal })
  left.abort()
  expect(await failureOf(leaving)).toMatchObject({ code: 'cancelled' })
  expect(await failureOf(failed)).toMatchObject({ code: 'failed_precondition', message: 'It has ended.' })
  await saved
  const parts = [
    { ...ref, userId: 'ann', text: 'a' },
    { ...ref, userId: 'bob', text: 'b' },
    { ...ref, userId: 'cid', text: 'c' },
  ]
  expect(memory.seen).toEqual([{ userId: 'gateway', parts }])
})

test('what is too long for one call goes in several, and all fail when memory is away for long', async () => {
  await using memory = await memoryServer({ AppendTurns: { failures: [] } })
  const append = batchAppend(memory.stub)
  const text = 'x'.repeat(300_000)
  await Promise.all([append({ ...ref, text }, callerOf('ann')), append({ ...ref, text }, callerOf('bob'))])
  expect(memory.seen).toHaveLength(2)
  memory.failNext(3)
  expect(await failureOf(append({ ...ref, text: 'a' }, callerOf('ann')))).toMatchObject({ code: 'unavailable' })
})
