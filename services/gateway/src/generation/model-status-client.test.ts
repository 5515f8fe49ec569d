import { expect, test } from 'bun:test'
import type { LlmStub } from '../core/grpc/stubs'
import { watchModel } from './model-status-client'

const HEALTHY = { chatModel: 'm', callsTools: true, contextTokensMax: 4_096, state: 'STATE_HEALTHY' } as const

function open() {
  const clock = { ms: 0 }
  const llm = { reads: 0, status: { ...HEALTHY } as object | undefined }
  const getStatus = async () => {
    llm.reads++
    if (!llm.status) throw new Error('llm does not answer')
    return llm.status
  }
  return { clock, llm, watcher: watchModel({ getStatus } as unknown as Pick<LlmStub, 'getStatus'>, () => clock.ms) }
}
const { signal } = new AbortController()

test('all callers share one read of the status, for 30 s', async () => {
  const { clock, llm, watcher } = open()
  expect(watcher.latest().windowTokens).toBe(0)
  const both = await Promise.all([watcher.current(signal), watcher.current(signal)])
  expect(both.map((status) => status?.callsTools)).toEqual([true, true])
  expect([watcher.latest().windowTokens, llm.reads]).toEqual([4_096, 1])
  clock.ms = 29_999
  await watcher.current(signal)
  expect(llm.reads).toBe(1)
  clock.ms = 30_000
  await watcher.current(signal)
  expect(llm.reads).toBe(2)
})

test.each([undefined, { ...HEALTHY, state: 'STATE_UNHEALTHY', contextTokensMax: 0 }])(
  'the last known window stays while llm has no status: %p',
  async (status) => {
    const { clock, llm, watcher } = open()
    await watcher.current(signal)
    llm.status = status
    clock.ms = 30_000
    expect(await watcher.current(signal)).toBeUndefined()
    expect(watcher.latest().windowTokens).toBe(4_096)
    llm.status = HEALTHY
    expect(await watcher.current(signal)).toMatchObject({ chatModel: 'm' })
  },
)

test('a caller that leaves does not wait for the status', async () => {
  const { watcher } = open()
  const leave = new AbortController()
  leave.abort()
  expect(watcher.current(leave.signal)).rejects.toMatchObject({ code: 'cancelled' })
})
