import { expect, test } from 'bun:test'
import { createHash } from 'node:crypto'
import { codeOf } from '../../test/contract-users'
import { memoryCalls } from '../../test/memory-calls'
import { startTemporary } from '../../test/temporary-service'

const token = (jti: string) => ({ jti, expiresAtMs: Date.now() + 60_000 })
const hour = { successorSeconds: 3_600 }

test('a refresh token is rotated and its family ended over gRPC', async () => {
  await using memory = await startTemporary()
  const first = { userId: 'ann', token: token('a'), ...hour }
  const rotation = await memory.call('RotateToken', first)
  expect(await memory.call('RotateToken', first)).toEqual(rotation)
  await memory.call('EndTokenFamily', { userId: 'ann', token: token('a') })
  const next = { userId: 'ann', token: token(rotation.successorJti), ...hour }
  expect(await codeOf(memory.call('RotateToken', next))).toBe('invalid_token')
})

test('a revoked token is listed by a name that the gateway can make itself', async () => {
  await using memory = await startTemporary()
  await memory.call('RevokeToken', { userId: 'ann', token: token('a') })
  const tokenId = createHash('sha256').update('ann\0a').digest('base64url')
  const { revocations } = await memory.call('ListRevocations', { userId: 'gateway' })
  expect(revocations).toMatchObject([{ tokenId }])
  const [last] = revocations
  const after = { afterRevokedAtMs: last?.revokedAtMs ?? 0, afterTokenId: tokenId }
  expect(await memory.call('ListRevocations', { userId: 'gateway', ...after })).toEqual({ revocations: [] })
})

test('a wrong token is refused, and every caller but the gateway', async () => {
  await using memory = await startTemporary()
  const rotate = (change: object) => codeOf(memory.call('RotateToken', { userId: 'ann', token: token('a'), ...hour, ...change }))
  expect(await rotate({ token: token('') })).toBe('validation_error')
  expect(await rotate({ token: { jti: 'a' } })).toBe('validation_error')
  expect(await rotate({ successorSeconds: 0 })).toBe('validation_error')
  using rag = memoryCalls(memory.port, { caller: 'rag', key: 'other' })
  expect(await codeOf(rag.call('RotateToken', { userId: 'ann', token: token('a'), ...hour }))).toBe('forbidden')
})
