import { expect, test } from 'bun:test'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { codeOf } from '../../test/contract-users'
import { memoryCalls } from '../../test/memory-calls'
import { startTemporary } from '../../test/temporary-service'

const KEY = 'ck_CANARY'.padEnd(79, 'x')
const request = { userId: 'CANARY-ann', keyId: 'k1', key: KEY, name: 'script', scopes: ['documents:publish'], days: 30 }

test('a key is registered, listed, found and deleted over gRPC, and neither it nor its user is on the disk', async () => {
  await using memory = await startTemporary()
  const { key } = await memory.call('CreateKey', request)
  expect(key).toMatchObject({ keyId: 'k1', name: 'script', scopes: ['documents:publish'] })
  expect((key?.expiresAtMs ?? 0) - (key?.createdAtMs ?? 0)).toBe(30 * 86_400_000)
  expect((await memory.call('ListKeys', { userId: 'CANARY-ann' })).keys).toEqual(key ? [key] : [])
  expect(await memory.call('FindKey', { userId: 'gateway', key: KEY })).toEqual({ userId: 'CANARY-ann', key })
  for (const file of readdirSync(memory.folder, { recursive: true, withFileTypes: true }))
    if (file.isFile()) expect(readFileSync(join(file.parentPath, file.name)).includes('CANARY')).toBe(false)
  await memory.call('DeleteKey', { userId: 'CANARY-ann', keyId: 'k1' })
  expect(await codeOf(memory.call('FindKey', { userId: 'gateway', key: KEY }))).toBe('not_found')
})

test('an erasure ends all keys of its user, and a request of before makes none', async () => {
  await using memory = await startTemporary()
  const acceptedAtMs = Date.now()
  await memory.call('CreateKey', { ...request, acceptedAtMs })
  const { epochMs } = await memory.call('BeginErasure', { userId: request.userId })
  const { counts } = await memory.call('EraseUser', { userId: request.userId, epochMs })
  await memory.call('EndErasure', { userId: request.userId, epochMs })
  expect(counts).toContainEqual({ kind: 'keys', count: 1 })
  expect(await codeOf(memory.call('FindKey', { userId: 'gateway', key: KEY }))).toBe('not_found')
  expect(await codeOf(memory.call('CreateKey', { ...request, acceptedAtMs }))).toBe('failed_precondition')
  expect((await memory.call('ListKeys', { userId: request.userId })).keys).toEqual([])
})

test('a wrong key is refused, and every caller but the gateway', async () => {
  await using memory = await startTemporary()
  const create = (change: object) => codeOf(memory.call('CreateKey', { ...request, ...change }))
  for (const change of [{ key: 'short' }, { name: '' }, { scopes: ['a b'] }, { scopes: [''] }, { keyId: '..' }, { days: 36_501 }])
    expect([change, await create(change)]).toEqual([change, 'validation_error'])
  using rag = memoryCalls(memory.port, { caller: 'rag', key: 'other' })
  expect(await codeOf(rag.call('FindKey', { userId: 'rag', key: KEY }))).toBe('forbidden')
})
