import { expect, test } from 'bun:test'
import { callerOf } from '../../../test/fakes/caller'
import { failureOf } from '../../../test/fakes/failure'
import { memoryServer } from '../../../test/fakes/memory-server'
import { idempotentRequestsClient } from './memory-client'

const caller = callerOf('ann')
const ref = { route: 'POST /ai/chat', key: 'k' }
const held = { ...ref, leaseId: 'l' }
const answer = { status: 200, headers: [{ name: 'x', value: 'y' }], body: Buffer.from('{}'), sessionId: 's' }

test.each([
  [
    { state: 'IDEMPOTENT_STATE_FRESH', leaseId: 'l', seed: 'x' },
    { kind: 'fresh', leaseId: 'l', seed: 'x' },
  ],
  [
    { state: 'IDEMPOTENT_STATE_RUNNING', seed: 'x' },
    { kind: 'running', seed: 'x' },
  ],
  [{ state: 'IDEMPOTENT_STATE_OTHER_BODY' }, { kind: 'other_body' }],
  [
    { state: 'IDEMPOTENT_STATE_REPLAY', seed: 'x', answer },
    { kind: 'replay', seed: 'x', answer },
  ],
] as const)('what memory says of a request comes back in our words (%#)', async (reply, begun) => {
  await using memory = await memoryServer({ BeginIdempotent: reply })
  expect(await idempotentRequestsClient(memory.stub).begin({ ...ref, bodyHash: 'b' }, caller)).toEqual(begun)
  expect(memory.seen.at(-1)).toMatchObject({ userId: 'ann', ...ref, bodyHash: 'b' })
})

test('nonsense is no answer', async () => {
  await using memory = await memoryServer({ BeginIdempotent: { state: 'IDEMPOTENT_STATE_REPLAY' } })
  const begun = idempotentRequestsClient(memory.stub).begin({ ...ref, bodyHash: 'b' }, caller)
  expect(await failureOf(begun)).toMatchObject({ code: 'upstream_error' })
})

test('a request is held again while memory is away, but begun and completed once', async () => {
  await using memory = await memoryServer({
    BeginIdempotent: {},
    RenewIdempotent: {},
    CompleteIdempotent: {},
    ReleaseIdempotent: {},
  })
  const requests = idempotentRequestsClient(memory.stub)
  memory.failNext(2)
  await requests.renew(held, caller)
  expect(memory.seen).toHaveLength(3)
  for (const once of [
    () => requests.begin({ ...ref, bodyHash: 'b' }, caller),
    () => requests.complete(held, answer, caller),
    () => requests.release(held, caller),
  ]) {
    memory.failNext(1)
    expect(await failureOf(once())).toMatchObject({ code: 'unavailable' })
  }
  expect(memory.seen).toHaveLength(6)
  await requests.complete(held, answer, caller)
  expect(memory.seen.at(-1)).toMatchObject({ userId: 'ann', ...held, answer })
  await requests.release(held, caller)
})
