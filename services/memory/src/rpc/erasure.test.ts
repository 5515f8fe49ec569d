import { expect, setDefaultTimeout, test } from 'bun:test'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ErasureService } from '@collabry/proto'
import type { ExportUserResponse } from '@collabry/proto/gen/collabry/memory/v1/ExportUserResponse'
import { connect, readStream } from '@collabry/runtime/grpc/client'
import { codeOf } from '../../test/contract-users'
import { type MemoryCalls, memoryCalls } from '../../test/memory-calls'
import { startTemporary } from '../../test/temporary-service'

setDefaultTimeout(180_000) // a busy machine and its disk

/** A turn with its stream and an idempotent request, all of it with a word that must not stay. */
async function study(call: MemoryCalls['call'], userId: string, acceptedAtMs = 0) {
  const { sessionId, assistantMessageId: messageId } = await call('BeginTurn', { userId, content: 'CANARY why?', acceptedAtMs })
  const { leaseId } = await call('OpenStream', { userId, streamId: messageId, sessionId, messageId, acceptedAtMs })
  const events = [{ kind: 'STREAM_EVENT_KIND_TEXT', data: 'CANARY because' }] as const
  await call('AppendStream', { userId, streamId: messageId, leaseId, first: 1, events: [...events] })
  const ref = { userId, route: 'POST /ai/chat', key: messageId }
  const begun = await call('BeginIdempotent', { ...ref, bodyHash: 'b', acceptedAtMs })
  const answer = { status: 200, body: Buffer.from('CANARY answer'), sessionId }
  await call('CompleteIdempotent', { ...ref, leaseId: begun.leaseId, answer })
  await call('EndTurn', { userId, sessionId, messageId, text: 'CANARY because', status: 'MESSAGE_STATUS_COMPLETE' })
  await call('AddUsage', { userId, usage: { requests: 1 }, acceptedAtMs })
}

async function erase(call: MemoryCalls['call'], userId: string) {
  const { epochMs } = await call('BeginErasure', { userId })
  const { counts } = await call('EraseUser', { userId, epochMs })
  await call('EndErasure', { userId, epochMs })
  return { epochMs, counts: Object.fromEntries(counts.map(({ kind, count }) => [kind, count])) }
}

async function exported(port: number, userId: string): Promise<ExportUserResponse[]> {
  const stub = connect(ErasureService, `127.0.0.1:${port}`, { caller: 'gateway', key: 'key' })
  const limits = { signal: AbortSignal.timeout(10_000), requestId: 'test', deadlineMs: 10_000 }
  const pieces: ExportUserResponse[] = []
  const open = () => readStream<ExportUserResponse>((metadata, options) => stub.exportUser({ userId }, metadata, options), limits)
  for await (const piece of open()) pieces.push(piece)
  stub.close()
  return pieces
}

test('a user takes everything along, and another one nothing of it', async () => {
  await using memory = await startTemporary()
  await study(memory.call, 'ann')
  await study(memory.call, 'ann')
  await study(memory.call, 'bob')
  const pieces = await exported(memory.port, 'ann')
  expect(pieces.filter(({ session }) => session !== null)).toHaveLength(2)
  const contents = pieces.flatMap(({ messages }) => messages.map(({ content }) => content))
  expect(contents).toEqual(['CANARY why?', 'CANARY because', 'CANARY why?', 'CANARY because'])
  expect(pieces.at(-1)?.usage).toMatchObject([{ usage: { requests: 2 } }])
  expect((await exported(memory.port, 'eve')).flatMap(({ session, usage }) => [session, ...usage])).toEqual([null])
})

test('not a word of an erased user is left on the disk, and the counts are those of what was there', async () => {
  await using memory = await startTemporary()
  await study(memory.call, 'CANARY-ann')
  const { counts } = await erase(memory.call, 'CANARY-ann')
  expect(counts).toEqual({
    sessions: 1,
    messages: 2,
    streams: 1,
    requests: 1,
    tokens: 0,
    keys: 0,
    usage_days: 1,
    usage_days_kept: 1,
  })
  await memory.call('ListSessions', { userId: 'bob' })
  for (const file of readdirSync(memory.folder, { recursive: true, withFileTypes: true })) {
    if (!file.isFile()) continue
    expect(readFileSync(join(file.parentPath, file.name)).includes('CANARY')).toBe(false)
  }
})

test('whatever is written while a user is erased, nothing is left of requests of before', async () => {
  await using memory = await startTemporary()
  for (let round = 0; round < 10; round++) {
    const userId = `ann${round}`
    const acceptedAtMs = Date.now()
    const works = Array.from({ length: 8 }, () => study(memory.call, userId, acceptedAtMs))
    works.push(erase(memory.call, userId).then(() => undefined))
    await Promise.allSettled(works)
    expect((await exported(memory.port, userId)).flatMap(({ session }) => [session])).toEqual([null])
  }
})

test('a token of before an erasure refreshes nothing', async () => {
  await using memory = await startTemporary()
  const rotate = (issuedAtMs: number, jti: string) =>
    codeOf(
      memory.call('RotateToken', {
        userId: 'ann',
        token: { jti, expiresAtMs: Date.now() + 60_000, issuedAtMs },
        successorSeconds: 60,
      }),
    )
  const issuedAtMs = Date.now()
  expect(await rotate(issuedAtMs, 'a')).toBe('no error')
  await erase(memory.call, 'ann')
  expect(await rotate(issuedAtMs, 'a')).toBe('invalid_token')
  expect(await rotate(0, 'b')).toBe('invalid_token')
  expect(await rotate(Date.now() + 1_000, 'c')).toBe('no error')
})

test('an erasure is asked for by its epoch, and by the gateway alone', async () => {
  await using memory = await startTemporary()
  expect(await codeOf(memory.call('EraseUser', { userId: 'ann', epochMs: 1 }))).toBe('not_found')
  const { epochMs } = await erase(memory.call, 'ann')
  expect(await codeOf(memory.call('EraseUser', { userId: 'ann', epochMs }))).toBe('not_found')
  expect(await memory.call('ClaimErasures', { userId: 'gateway' })).toEqual({ erasures: [] })
  using rag = memoryCalls(memory.port, { caller: 'rag', key: 'other' })
  expect(await codeOf(rag.call('BeginErasure', { userId: 'ann' }))).toBe('forbidden')
})
