import { expect, test } from 'bun:test'
import { createLog } from '@collabry/runtime/log'
import { startLoop } from './jobs'

const log = createLog({ service: 'test', level: 'silent' })

test('work is done again and again, one run at a time, whatever it throws', async () => {
  let runs = 0
  let running = 0
  const { promise: enough, resolve } = Promise.withResolvers<void>()
  const work = async () => {
    running += 1
    expect(running).toBe(1)
    await Bun.sleep(1)
    running -= 1
    if (++runs === 5) resolve()
    throw new Error('always')
  }
  await using _ = startLoop({ name: 'test', everyMs: 1, work, log })
  await enough
})

test('a ring does not wait for the time, also one that comes while the work runs', async () => {
  let runs = 0
  const { promise: twice, resolve } = Promise.withResolvers<void>()
  const work = async () => {
    if (++runs === 1) loop.ring()
    else resolve()
  }
  await using loop = startLoop({ name: 'test', everyMs: 3_600_000, work, log })
  loop.ring()
  await twice
})

test('however often it is rung, there is a pause between two runs', async () => {
  const begunAt: number[] = []
  const { promise: enough, resolve } = Promise.withResolvers<void>()
  const work = async () => {
    if (begunAt.push(performance.now()) === 3) resolve()
    loop.ring()
  }
  await using loop = startLoop({ name: 'test', everyMs: 3_600_000, gapMs: 50, work, log })
  loop.ring()
  await enough
  expect((begunAt[2] ?? 0) - (begunAt[0] ?? 0)).toBeGreaterThanOrEqual(95)
})

test('the end waits for the work, which its signal calls off', async () => {
  let ended = false
  const { promise: begun, resolve } = Promise.withResolvers<void>()
  const work = async (signal: AbortSignal) => {
    resolve()
    await new Promise((done) => signal.addEventListener('abort', done))
    await Bun.sleep(5)
    ended = true
  }
  const loop = startLoop({ name: 'test', everyMs: 3_600_000, work, log })
  loop.ring()
  await begun
  await loop[Symbol.asyncDispose]()
  expect(ended).toBe(true)
})
