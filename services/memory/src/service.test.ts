import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readConfig } from '@collabry/runtime/config'
import { createLog } from '@collabry/runtime/log'
import type { RunningService } from '@collabry/runtime/run'
import { canMakeDisk, smallDisk } from '../../../test/small-disk'
import { type MemoryCalls, memoryCalls, memoryMethods } from '../test/memory-calls'
import { MemoryConfig } from './config'
import { startMemory } from './service'

const folder = mkdtempSync(join(tmpdir(), 'memory-service-'))
const env = { DATA_DIR: folder, GRPC_PORT: '0', ADMIN_PORT: '0', INTERNAL_API_KEYS: 'gateway:right,rag:other' }
const log = createLog({ service: 'memory', level: 'error' })
let service: RunningService
let calls: MemoryCalls
const call: MemoryCalls['call'] = (method, request) => calls.call(method, request)

beforeAll(async () => {
  service = await startMemory(readConfig(MemoryConfig, env), log)
  calls = memoryCalls(service.port, { caller: 'gateway', key: 'right' })
})
afterAll(async () => {
  calls[Symbol.dispose]()
  await service[Symbol.asyncDispose]()
  rmSync(folder, { recursive: true })
})

/** The wrong fields of a refused request. */
const wrongFields = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => 'accepted',
    (error) => (error.code === 'validation_error' ? error.fields.map(({ field }: { field: string }) => field) : error.code),
  )

describe('sessions over gRPC', () => {
  test('a session is made, read, renamed, listed and deleted', async () => {
    const { session, created } = await call('CreateSession', { userId: 'ann', title: 'First', notebookId: 'n' })
    const sessionId = session?.sessionId ?? ''
    expect([created, sessionId.length]).toEqual([true, 36])
    expect(await call('CreateSession', { userId: 'ann', sessionId })).toEqual({ session, created: false })
    expect((await call('GetSession', { userId: 'ann', sessionId })).session).toEqual(session)
    expect((await call('RenameSession', { userId: 'ann', sessionId, title: 'Second' })).session?.title).toBe('Second')
    const page = await call('ListSessions', { userId: 'ann', query: 'SECOND', notebookId: 'n' })
    expect(page).toMatchObject({ sessions: [{ sessionId, title: 'Second', isCurrent: true }], total: 1, nextCursor: '' })
    expect(await call('DeleteSession', { userId: 'ann', sessionId })).toEqual({ messagesDeleted: 0 })
    expect(await wrongFields(call('GetSession', { userId: 'ann', sessionId }))).toBe('not_found')
  })

  test('cursors lead through all pages, and anything else is refused by name', async () => {
    for (const sessionId of ['a', 'b', 'c']) await call('BeginTurn', { userId: 'pages', sessionId, content: 'q' })
    const first = await call('ListSessions', { userId: 'pages', limit: 2 })
    const second = await call('ListSessions', { userId: 'pages', limit: 2, cursor: first.nextCursor })
    expect([...first.sessions, ...second.sessions].map(({ sessionId }) => sessionId)).toEqual(['c', 'b', 'a'])
    expect(second.nextCursor).toBe('')
    const messages = await call('ListMessages', { userId: 'pages', sessionId: 'a', limit: 1 })
    const rest = await call('ListMessages', { userId: 'pages', sessionId: 'a', limit: 1, cursor: messages.nextCursor })
    expect([messages.messages[0]?.role, rest.messages[0]?.role]).toEqual(['MESSAGE_ROLE_USER', 'MESSAGE_ROLE_ASSISTANT'])
    const made = (text: string) => Buffer.from(text).toString('base64url')
    const bad = ['x', `${first.nextCursor}=`, messages.nextCursor, made('sessions:-1'), made('sessions:NaN'), made('sessions:01')]
    for (const cursor of bad) expect(await wrongFields(call('ListSessions', { userId: 'pages', cursor }))).toEqual(['cursor'])
    expect(await wrongFields(call('ListMessages', { userId: 'pages', sessionId: 'a', cursor: first.nextCursor }))).toEqual([
      'cursor',
    ])
  })

  test.each([
    ['session_id', () => call('CreateSession', { userId: 'u', sessionId: 'a/b' })],
    ['session_id', () => call('GetSession', { userId: 'u' })],
    ['session_id', () => call('DeleteSession', { userId: 'u', sessionId: 'x'.repeat(129) })],
    ['notebook_id', () => call('CreateSession', { userId: 'u', notebookId: '../x' })],
    ['notebook_id', () => call('ListSessions', { userId: 'u', notebookId: 'ä' })],
    ['title', () => call('CreateSession', { userId: 'u', title: 'x'.repeat(201) })],
    ['title', () => call('RenameSession', { userId: 'u', sessionId: 's', title: '' })],
    ['title', () => call('RenameSession', { userId: 'u', sessionId: 's', title: 'a\nb' })],
    ['limit', () => call('ListSessions', { userId: 'u', limit: 201 })],
    ['limit', () => call('ListMessages', { userId: 'u', sessionId: 's', limit: 201 })],
    ['query', () => call('ListSessions', { userId: 'u', query: 'x'.repeat(1_001) })],
    ['user_id', () => call('ListSessions', { userId: '' })],
    ['user_id', () => call('ListSessions', { userId: 'x'.repeat(257) })],
    ['user_id', () => call('ListSessions', { userId: 'a\u0000' })],
  ])('a wrong %s is refused by name (%#)', async (field, work) => {
    expect(await wrongFields(work())).toEqual([field])
  })
})

describe('turns over gRPC', () => {
  test('a turn begins, is appended to, ends, and is the history of the next', async () => {
    const begun = await call('BeginTurn', { userId: 'ann', content: 'why?', historyMax: 10 })
    const turn = { userId: 'ann', sessionId: begun.sessionId, messageId: begun.assistantMessageId }
    await call('AppendTurn', { ...turn, offset: 0, text: 'be' })
    await call('EndTurn', {
      ...turn,
      offset: 2,
      text: 'cause',
      status: 'MESSAGE_STATUS_COMPLETE',
      sourcesJson: '[1]',
      model: 'm',
    })
    const next = await call('BeginTurn', { userId: 'ann', sessionId: begun.sessionId, content: 'and?', historyMax: 1 })
    expect(next.history).toMatchObject([
      {
        messageId: begun.assistantMessageId,
        role: 'MESSAGE_ROLE_ASSISTANT',
        content: 'because',
        status: 'MESSAGE_STATUS_COMPLETE',
        sourcesJson: '', // a prompt needs none
        model: 'm',
        parentId: begun.userMessageId,
      },
    ])
    expect((await call('GetSession', { userId: 'ann', sessionId: begun.sessionId })).session?.title).toBe('why?')
    expect(await wrongFields(call('AppendTurn', { ...turn, offset: 7, text: 'x' }))).toBe('failed_precondition')
  })

  const ref = { userId: 'u', sessionId: 's', messageId: 'm' }
  const end = { ...ref, status: 'MESSAGE_STATUS_COMPLETE' } as const
  test.each([
    ['content', () => call('BeginTurn', { userId: 'u', content: '' })],
    ['content', () => call('BeginTurn', { userId: 'u', content: 'x'.repeat(32_001) })],
    ['session_id', () => call('BeginTurn', { userId: 'u', content: 'x', sessionId: ' ' })],
    ['notebook_id', () => call('BeginTurn', { userId: 'u', content: 'x', notebookId: ':' })],
    ['history_max', () => call('BeginTurn', { userId: 'u', content: 'x', historyMax: 201 })],
    ['message_id', () => call('AppendTurn', { ...ref, messageId: '' })],
    ['text', () => call('AppendTurn', { ...ref, text: 'x'.repeat(1_000_001) })],
    ['status', () => call('EndTurn', ref)],
    ['status', () => call('EndTurn', { ...ref, status: 'MESSAGE_STATUS_STREAMING' })],
    ['sources_json', () => call('EndTurn', { ...end, sourcesJson: `["${'x'.repeat(1_048_576)}"]` })],
    ['sources_json', () => call('EndTurn', { ...end, sourcesJson: '{}' })],
    ['sources_json', () => call('EndTurn', { ...end, sourcesJson: '[' })],
  ])('a wrong %s is refused by name (%#)', async (field, work) => {
    expect(await wrongFields(work())).toEqual([field])
  })
})

describe('who may call', () => {
  test('a caller without a name, with a wrong key, or of no right is refused', async () => {
    const list = async (identity: { caller: string; key: string }) => {
      using stranger = memoryCalls(service.port, identity)
      return await wrongFields(stranger.call('ListSessions', { userId: 'ann' }))
    }
    expect(await list({ caller: '', key: '' })).toBe('invalid_token')
    expect(await list({ caller: 'gateway', key: 'other' })).toBe('invalid_token')
    expect(await list({ caller: 'rag', key: 'other' })).toBe('forbidden')
  })

  test('every method refuses a request without a user', async () => {
    const methods = Object.keys(memoryMethods) as Parameters<MemoryCalls['call']>[0][]
    expect(methods.length).toBeGreaterThan(10)
    for (const method of methods.filter((name) => !memoryMethods[name].responseStream))
      expect(await wrongFields(call(method, {}))).toEqual(['user_id'])
  })
})

describe('what operators see', () => {
  test('the embedded store says so', async () => {
    expect(await call('GetStatus', { userId: 'gateway' })).toEqual({ store: 'sqlite', state: 'STATE_EMBEDDED', detail: '' })
  })

  test.skipIf(!canMakeDisk())('a full disk is told of, and so is its end', async () => {
    using disk = smallDisk('16m')
    const config = readConfig(MemoryConfig, { ...env, DATA_DIR: disk.path })
    await using onDisk = await startMemory(config, log)
    using others = memoryCalls(onDisk.port, { caller: 'gateway', key: 'right' })
    const status = () => others.call('GetStatus', { userId: 'gateway' })
    expect(await status()).toMatchObject({ state: 'STATE_EMBEDDED' })
    const filler = join(disk.path, 'filler')
    const { bavail, bsize } = statfsSync(disk.path)
    writeFileSync(filler, Buffer.alloc(bavail * bsize - 64 * 1024))
    expect(await status()).toEqual({ store: 'sqlite', state: 'STATE_UNHEALTHY', detail: 'The disk is full: make room.' })
    expect(await others.call('ListSessions', { userId: 'ann' })).toMatchObject({ total: 0 })
    rmSync(filler)
    expect(await status()).toMatchObject({ state: 'STATE_EMBEDDED' })
  })

  test('probes and metrics are on the admin port', async () => {
    const read = async (path: string) => (await fetch(`http://127.0.0.1:${service.adminPort}${path}`)).text()
    expect(await read('/readyz')).toBe('ok\n')
    const { assistantMessageId: messageId } = await call('BeginTurn', { userId: 'gauge', sessionId: 's', content: 'q' })
    const openTurns = async () => Number(/collabry_memory_open_turns\{.*\} (\d+)/.exec(await read('/metrics'))?.[1])
    const open = await openTurns()
    await call('EndTurn', { userId: 'gauge', sessionId: 's', messageId, status: 'MESSAGE_STATUS_FAILED' })
    while ((await openTurns()) !== open - 1) await Bun.sleep(50) // values of a store are kept for a second
    const metrics = await read('/metrics')
    expect(metrics).toMatch(/collabry_memory_store_seconds_count\{.*operation="begin".*\} \d+/)
  })
})
