import { expect, test } from 'bun:test'
import { callerOf } from '../../test/fakes/caller'
import { memoryServer } from '../../test/fakes/memory-server'
import { revocationsClient, tokenFamiliesClient } from './memory-client'

const caller = callerOf('ann')
const token = { jti: 'j', expiresAtMs: 9_000, issuedAtMs: 1_000 }

test('a token is rotated, also while memory is away for a moment, and its family ended', async () => {
  const rotation = { successorJti: 'k', issuedAtMs: 5_000, familyId: 'f' }
  await using memory = await memoryServer({ RotateToken: rotation, EndTokenFamily: { familyId: 'f' } })
  const families = tokenFamiliesClient(memory.stub)
  memory.failNext(2)
  expect(await families.rotate(token, { successorSeconds: 60, accessSeconds: 9 }, caller)).toEqual(rotation)
  expect(memory.seen.at(-1)).toMatchObject({ userId: 'ann', token, successorSeconds: 60, accessSeconds: 9 })
  expect(await families.end(token, 9, caller)).toBe('f')
  expect(memory.seen.at(-1)).toMatchObject({ userId: 'ann', token, accessSeconds: 9 })
})

test('a token is revoked for its user, and the list is asked for by the gateway itself', async () => {
  const entry = { tokenId: 't', revokedAtMs: 2_000, expiresAtMs: 9_000 }
  await using memory = await memoryServer({ RevokeToken: {}, ListRevocations: { revocations: [entry] } })
  const revocations = revocationsClient(memory.stub)
  await revocations.revoke(token, caller)
  expect(memory.seen.at(-1)).toMatchObject({ userId: 'ann', token })
  expect(await revocations.list({ revokedAtMs: 1_000, tokenId: 's' }, 10, caller)).toEqual([entry])
  expect(memory.seen.at(-1)).toMatchObject({ userId: 'gateway', afterRevokedAtMs: 1_000, afterTokenId: 's', limit: 10 })
})
