import { afterEach, beforeEach, expect, setDefaultTimeout, test } from 'bun:test'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readConfig } from '@collabry/runtime/config'
import { createLog } from '@collabry/runtime/log'
import { memoryCalls } from '../test/memory-calls'
import { MemoryConfig } from './config'
import { startMemory } from './service'

setDefaultTimeout(180_000) // processes start slowly on a busy machine

const gateway = { caller: 'gateway', key: 'key' }
const env = (folder: string) => ({ DATA_DIR: folder, GRPC_PORT: '0', ADMIN_PORT: '0', INTERNAL_API_KEYS: 'gateway:key' })
let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'memory-kill-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const spawned = (folder: string) =>
  Bun.spawn([process.execPath, join(import.meta.dir, 'main.ts')], {
    env: env(folder),
    stdout: 'pipe',
    stderr: 'pipe',
  })

type Process = ReturnType<typeof spawned>

/** The port of the line that says ready. */
async function portOf({ stdout }: Process): Promise<number> {
  let text = ''
  for await (const bytes of stdout) {
    text += Buffer.from(bytes).toString()
    const port = /"port":(\d+)/.exec(text)?.[1]
    if (port) return Number(port)
  }
  throw new Error(`the process ended before it was ready: ${text}`)
}

test('kill -9 in the middle of many turns loses nothing that was acknowledged', async () => {
  await using process = spawned(folder)
  using memory = memoryCalls(await portOf(process), gateway)
  const acknowledged = new Map<string, { messageId: string; chars: number }>()
  const produce = async (sessionId: string) => {
    const { assistantMessageId: messageId } = await memory.call('BeginTurn', { userId: 'ann', sessionId, content: 'why?' })
    const turn = { messageId, chars: 0 }
    acknowledged.set(sessionId, turn)
    for (;;) {
      await memory.call('AppendTurn', { userId: 'ann', sessionId, messageId, offset: turn.chars, text: 'abcde' })
      turn.chars += 5
      if (turn.chars >= 50 && acknowledged.size === 20) process.kill('SIGKILL')
    }
  }
  await Promise.allSettled(Array.from({ length: 20 }, (_, n) => produce(`s${n}`)))
  await process.exited
  const killedAtMs = Date.now()
  expect(acknowledged.size).toBe(20)

  let aheadMs = 0
  const config = readConfig(MemoryConfig, env(folder))
  await using service = await startMemory(config, createLog({ service: 'memory', level: 'error' }), {
    now: () => killedAtMs + aheadMs,
  })
  using restarted = memoryCalls(service.port, gateway)
  for (const [sessionId, { messageId, chars }] of acknowledged) {
    const answer = async () =>
      (await restarted.call('ListMessages', { userId: 'ann', sessionId })).messages.find(
        (message) => message.messageId === messageId,
      )
    aheadMs = 0
    expect((await answer())?.status).toBe('MESSAGE_STATUS_STREAMING')
    aheadMs = 10_000
    const { content = '', status } = (await answer()) ?? {}
    expect(status).toBe('MESSAGE_STATUS_INTERRUPTED')
    expect(content).toBe('abcde'.repeat(content.length / 5))
    expect(content.length - chars).toBeOneOf([0, 5]) // the last part may have been saved without its answer arriving
  }
})

test('kill -9 in the middle of many streams loses no event that was acknowledged, and their messages get what was logged', async () => {
  await using process = spawned(folder)
  using memory = memoryCalls(await portOf(process), gateway)
  const acknowledged = new Map<string, number>()
  const produce = async (sessionId: string) => {
    const ref = { userId: 'ann', sessionId, streamId: sessionId }
    const { assistantMessageId: messageId } = await memory.call('BeginTurn', { ...ref, content: 'why?' })
    const { leaseId } = await memory.call('OpenStream', { ...ref, messageId })
    for (let first = 1; ; first++) {
      const events = [{ kind: 'STREAM_EVENT_KIND_TEXT', data: 'abcde' } as const]
      await memory.call('AppendStream', { ...ref, leaseId, first, events })
      acknowledged.set(sessionId, first)
      if (first >= 10 && acknowledged.size === 20) process.kill('SIGKILL')
    }
  }
  await Promise.allSettled(Array.from({ length: 20 }, (_, n) => produce(`s${n}`)))
  await process.exited
  expect(acknowledged.size).toBe(20)

  const config = readConfig(MemoryConfig, env(folder))
  const afterLeases = Date.now() + 3_000
  await using service = await startMemory(config, createLog({ service: 'memory', level: 'error' }), { now: () => afterLeases })
  using restarted = memoryCalls(service.port, gateway)
  const ended = async (streamId: string) => {
    for (;;) {
      const { count, end } = await restarted.call('GetStream', { userId: 'ann', streamId })
      if (end) return { count, outcome: end.outcome }
      await Bun.sleep(50)
    }
  }
  for (const [sessionId, events] of acknowledged) {
    const { count, outcome } = await ended(sessionId)
    expect(outcome).toBe('STREAM_OUTCOME_PRODUCER_LOST')
    expect(count - events).toBeOneOf([0, 1]) // the last one may have been logged without its answer arriving
    await untilSettled(restarted, sessionId, 'abcde'.repeat(count))
  }
})

async function untilSettled({ call }: ReturnType<typeof memoryCalls>, sessionId: string, text: string): Promise<void> {
  for (;;) {
    const answer = (await call('ListMessages', { userId: 'ann', sessionId })).messages.at(-1)
    if (answer?.content === text) return expect(answer.status).toBe('MESSAGE_STATUS_INTERRUPTED')
    expect(text.startsWith(answer?.content ?? '')).toBe(true)
    await Bun.sleep(50)
  }
}

test('a second process on the same folder says so in one sentence and ends', async () => {
  await using first = spawned(folder)
  await portOf(first)
  await using second = spawned(folder)
  expect(await second.exited).toBe(1)
  expect(await new Response(second.stderr).text()).toBe(
    'memory: DATA_DIR: another process uses these sessions; stop it, or choose another folder.\n',
  )
  first.kill('SIGTERM')
  expect(await first.exited).toBe(0)
})
