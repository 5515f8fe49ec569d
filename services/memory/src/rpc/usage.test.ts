import { expect, test } from 'bun:test'
import { codeOf } from '../../test/contract-users'
import { startTemporary } from '../../test/temporary-service'

test('usage is added and read over gRPC, today unless days are named', async () => {
  await using memory = await startTemporary()
  const usage = { requests: 1, promptTokens: 2, completionTokens: 3, documents: 4, bytes: 5 }
  const { today } = await memory.call('AddUsage', { userId: 'ann', usage })
  expect(today).toMatchObject({ usage })
  await memory.call('AddUsage', { userId: 'ann', usage: { requests: 1 } })
  const { days } = await memory.call('GetUsage', { userId: 'ann' })
  expect(days).toEqual([{ day: today?.day ?? '', usage: { ...usage, requests: 2 } }])
  expect(await memory.call('GetUsage', { userId: 'bob' })).toEqual({ days: [] })
  expect(await memory.call('GetUsage', { userId: 'ann', from: '2000-01-01', to: '2000-12-31' })).toEqual({ days: [] })
  expect(await codeOf(memory.call('GetUsage', { userId: 'ann', from: 'today' }))).toBe('validation_error')
})
