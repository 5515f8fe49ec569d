import { expect, test } from 'bun:test'
import { ErasureService } from '@collabry/proto'
import { callerOf } from '../../test/fakes/caller'
import { memoryServer } from '../../test/fakes/memory-server'
import type { Exported } from './export-archive'
import { erasuresClient, exportClient } from './memory-client'

const caller = callerOf('ann')

test('an erasure is begun, done and ended, also while memory is away for a moment', async () => {
  const counts = [
    { kind: 'sessions', count: 2 },
    { kind: 'messages', count: 8 },
  ]
  await using memory = await memoryServer({ BeginErasure: { epochMs: 5 }, EraseUser: { counts }, EndErasure: {} })
  const erasures = erasuresClient(memory.stub)
  memory.failNext(2)
  expect(await erasures.begin(caller)).toEqual({ epochMs: 5 })
  memory.failNext(1)
  expect(await erasures.erase(5, caller)).toEqual({ sessions: 2, messages: 8 })
  expect(memory.seen.at(-1)).toEqual({ userId: 'ann', epochMs: 5 })
  memory.failNext(1)
  await erasures.end(5, caller)
  expect(memory.seen.at(-1)).toEqual({ userId: 'ann', epochMs: 5 })
})

test('unfinished erasures are claimed by the gateway itself', async () => {
  const erasure = { userId: 'bob', epochMs: 7 }
  await using memory = await memoryServer({ ClaimErasures: { erasures: [erasure] } })
  expect(await erasuresClient(memory.stub).claim(3, caller)).toEqual([erasure])
  expect(memory.seen.at(-1)).toEqual({ userId: 'gateway', limit: 3 })
})

test('an export is read piece by piece, in our words', async () => {
  expect(ErasureService.service.ExportUser.responseStream).toBe(true)
  const session = { sessionId: 's', title: 'T', createdAtMs: 1, lastActivityMs: 2, messageCount: 2 }
  const usage = { day: '2030-01-31', usage: { requests: 1 } }
  const message = { messageId: 'm', role: 'MESSAGE_ROLE_USER', content: 'hi', status: 'MESSAGE_STATUS_COMPLETE' }
  await using memory = await memoryServer({}, { ExportUser: [{ session, messages: [message] }, { usage: [usage] }] })
  const pieces: Exported[] = []
  for await (const piece of exportClient(memory.stub)(caller)) pieces.push(piece)
  expect(pieces).toMatchObject([
    { kind: 'session', session: { sessionId: 's', notebookId: null } },
    { kind: 'messages', messages: [{ messageId: 'm', role: 'user', content: 'hi' }] },
    { kind: 'usage', days: [{ day: '2030-01-31', requests: 1, bytes: 0 }] },
  ])
})
