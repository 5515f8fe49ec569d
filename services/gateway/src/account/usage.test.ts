import { expect, test } from 'bun:test'
import { callerOf } from '../../test/fakes/caller'
import { failureOf } from '../../test/fakes/failure'
import { memoryServer } from '../../test/fakes/memory-server'
import { usageClient } from './memory-client'

const caller = callerOf('ann')
const usage = { requests: 1, promptTokens: 2, completionTokens: 3, documents: 4, bytes: 5 }
const day = { day: '2030-01-31', usage }

test('usage is added once only, and read in our words', async () => {
  await using memory = await memoryServer({ AddUsage: { today: day }, GetUsage: { days: [day] } })
  const log = usageClient(memory.stub)
  memory.failNext(1)
  expect(await failureOf(log.add({ requests: 1 }, caller))).toMatchObject({ code: 'unavailable' })
  expect(await log.add({ requests: 1 }, { ...caller, acceptedAtMs: 9 })).toEqual({ day: '2030-01-31', ...usage })
  expect(memory.seen.at(-1)).toMatchObject({ userId: 'ann', usage: { requests: 1, bytes: 0 }, acceptedAtMs: 9 })
  memory.failNext(1)
  expect(await log.read('2030-01-01', '2030-01-31', caller)).toEqual([{ day: '2030-01-31', ...usage }])
  expect(memory.seen.at(-1)).toMatchObject({ userId: 'ann', from: '2030-01-01', to: '2030-01-31' })
})
