import { expect, test } from 'bun:test'
import { codeOf } from '../../test/contract-users'
import { startTemporary } from '../../test/temporary-service'

const ref = { userId: 'ann', route: 'POST /ai/chat', key: 'k' }
const begin = { ...ref, bodyHash: 'b' }
const answer = { status: 201, headers: [{ name: 'x', value: 'y' }], body: Buffer.from('{}'), sessionId: 's' }

test('a request is begun, held, completed and answered again over gRPC', async () => {
  await using memory = await startTemporary()
  expect(await memory.call('FindIdempotent', ref)).toEqual({ isKnown: false })
  const { state, leaseId, seed } = await memory.call('BeginIdempotent', begin)
  expect(await memory.call('FindIdempotent', ref)).toEqual({ isKnown: true })
  expect(await memory.call('FindIdempotent', { ...ref, userId: 'bob' })).toEqual({ isKnown: false })
  expect([state, leaseId.length, seed.length]).toEqual(['IDEMPOTENT_STATE_FRESH', 36, 36])
  expect(await memory.call('BeginIdempotent', begin)).toMatchObject({ state: 'IDEMPOTENT_STATE_RUNNING', seed, answer: null })
  expect((await memory.call('BeginIdempotent', { ...begin, bodyHash: 'c' })).state).toBe('IDEMPOTENT_STATE_OTHER_BODY')
  await memory.call('RenewIdempotent', { ...ref, leaseId })
  await memory.call('CompleteIdempotent', { ...ref, leaseId, answer })
  expect(await memory.call('BeginIdempotent', begin)).toMatchObject({ state: 'IDEMPOTENT_STATE_REPLAY', seed, answer })
  expect((await memory.call('BeginIdempotent', { ...begin, userId: 'bob' })).state).toBe('IDEMPOTENT_STATE_FRESH')
})

test('a request that is given back is begun again, and an answer goes with its session', async () => {
  await using memory = await startTemporary()
  const first = await memory.call('BeginIdempotent', begin)
  await memory.call('ReleaseIdempotent', { ...ref, leaseId: first.leaseId })
  const { leaseId, seed } = await memory.call('BeginIdempotent', begin)
  expect(seed).toBe(first.seed)
  await memory.call('CompleteIdempotent', { ...ref, leaseId, answer })
  await memory.call('CreateSession', { userId: 'ann', sessionId: 's' })
  await memory.call('DeleteSession', { userId: 'ann', sessionId: 's' })
  expect((await memory.call('BeginIdempotent', begin)).state).toBe('IDEMPOTENT_STATE_FRESH')
})

test('what is too large or wrong is refused', async () => {
  await using memory = await startTemporary()
  const { leaseId } = await memory.call('BeginIdempotent', begin)
  const complete = (change: object) =>
    codeOf(memory.call('CompleteIdempotent', { ...ref, leaseId, answer: { ...answer, ...change } }))
  expect(await complete({ body: Buffer.alloc(3_000_001) })).toBe('payload_too_large')
  expect(await complete({ status: 503 })).toBe('validation_error')
  expect(await complete({ headers: [{ name: 'x', value: 'y'.repeat(16_384) }] })).toBe('validation_error')
  expect(await complete({ sessionId: '../x' })).toBe('validation_error')
  expect(await codeOf(memory.call('BeginIdempotent', { ...begin, key: '' }))).toBe('validation_error')
})
