import { afterAll, describe, expect, setDefaultTimeout, test } from 'bun:test'
import { connect, createServer, type Socket } from 'node:net'
import { createLog } from '@collabry/runtime/log'
import { realStore } from '../../../../../test/real-store'
import { failureOf } from '../../../test/fakes/failure'
import { redisConcurrency } from './concurrency-limiter'
import { slotsContract, untilTaken } from './concurrency-limiter.contract'
import { type Limits, openLimits, type StoreFallback } from './limits'
import { connectRedis, type Redis } from './redis-connection'

setDefaultTimeout(180_000) // a busy machine

const log = createLog({ service: 'test', level: 'silent' })
const gatewayOn = (redisUrl: string, max: number, limitStoreDown: StoreFallback = 'local', seconds = 60) =>
  openLimits({
    rateLimitRequests: max,
    rateLimitAddressRequests: 0,
    streamsPerUserMax: 0,
    rateLimitSeconds: seconds,
    redisUrl,
    limitStoreDown,
    log,
  })

/** Whether the limit lets one more through. */
const passes = async ({ user }: Limits, key: string) => (await failureOf(user?.(key) ?? Promise.resolve())) === undefined

const NOBODY = 'redis://127.0.0.1:1'

describe('while Redis is away', () => {
  test('`local` counts on in this gateway alone', async () => {
    await using limits = await gatewayOn(NOBODY, 2)
    const taken = [await passes(limits, 'ann'), await passes(limits, 'ann'), await passes(limits, 'ann')]
    expect(taken).toEqual([true, true, false])
  })

  test('`allow` lets everything through, without a word on how one stands', async () => {
    await using limits = await gatewayOn(NOBODY, 1, 'allow')
    for (let n = 0; n < 3; n++) expect(await limits.user?.('ann')).toBeUndefined()
  })

  test('`refuse` is unavailable at once', async () => {
    await using limits = await gatewayOn(NOBODY, 1, 'refuse')
    for (let n = 0; n < 3; n++)
      expect(await failureOf(limits.user?.('ann') ?? Promise.resolve())).toMatchObject({ code: 'unavailable' })
  })
})

realStore('REDIS_URL', (url) => {
  const fresh = () => `user ${crypto.randomUUID()}`

  test('two gateways share one limit, exactly', async () => {
    await using one = await gatewayOn(url, 100)
    await using two = await gatewayOn(url, 100)
    const [ann, bob] = [fresh(), fresh()]
    const tries = Array.from({ length: 150 }, (_, n) => passes(n % 2 ? one : two, ann))
    expect((await Promise.all(tries)).filter(Boolean)).toHaveLength(100)
    expect(await passes(one, bob)).toBe(true)
    const limitStatus = await two.user?.(bob)
    expect(limitStatus).toMatchObject({ name: 'requests', max: 100, remaining: 98 })
    expect(limitStatus?.resetMs).toBeGreaterThan(0)
    expect(limitStatus?.resetMs).toBeLessThanOrEqual(60_000)
  })

  test('a window ends', async () => {
    await using limits = await gatewayOn(url, 1, 'local', 1)
    const ann = fresh()
    expect(await passes(limits, ann)).toBe(true)
    const until = performance.now() + 15_000
    const passing = async (wanted: boolean) => {
      while ((await passes(limits, ann)) !== wanted && performance.now() < until) await Bun.sleep(wanted ? 50 : 0)
    }
    await passing(false) // a machine that stops for a second lets another through
    await passing(true)
    expect(performance.now()).toBeLessThan(until)
  })

  test('a store that goes away is done without, and used again when it is back', async () => {
    await using line = await cuttableLine(url)
    await using limits = await gatewayOn(line.url, 2)
    await using other = await gatewayOn(url, 2)
    const ann = fresh()
    expect(await passes(limits, ann)).toBe(true)
    line.cut()
    // This gateway's own count is at nothing: it had asked Redis.
    expect([await passes(limits, ann), await passes(limits, ann), await passes(limits, ann)]).toEqual([true, true, false])
    line.mend()
    await untilShared(limits, other)
  })

  test('a store that hangs is done without too, and used again when it answers', async () => {
    await using line = await cuttableLine(url)
    await using limits = await gatewayOn(line.url, 2)
    await using other = await gatewayOn(url, 2)
    expect(await passes(limits, fresh())).toBe(true)
    line.hang()
    for (let n = 0; n < 20; n++) expect(await passes(limits, fresh())).toBe(true)
    line.mend()
    await untilShared(limits, other)
  })

  test('a store that answers nothing at the start is used when it answers', async () => {
    await using line = await cuttableLine(url)
    line.hang()
    await using limits = await gatewayOn(line.url, 2)
    await using other = await gatewayOn(url, 2)
    expect(await passes(limits, fresh())).toBe(true)
    line.mend()
    await untilShared(limits, other)
  })

  const opened: Disposable[] = []
  afterAll(() => {
    for (const one of opened.splice(0)) one[Symbol.dispose]()
  })
  const line = connectRedis(url)
  afterAll(async () => (await line)[Symbol.dispose]())
  const redis: Redis = {
    run: async (...args) => (await line).run(...args),
    [Symbol.dispose]: () => {},
  }
  const slotsOf = (name: string, max: number, leaseMs?: number) => {
    const slots = redisConcurrency({ name, max, ...(leaseMs ? { leaseMs } : {}) }, redis)
    opened.push(slots)
    return slots
  }

  slotsContract('in Redis', (max) => {
    const name = `slots ${crypto.randomUUID()}`
    return { slots: slotsOf(name, max), more: slotsOf(name, max) }
  })

  test('a place is held as long as its gateway lives, and free again a while after it died', async () => {
    const name = `slots ${crypto.randomUUID()}`
    const [dying, living] = [slotsOf(name, 2, 3_000), slotsOf(name, 2, 3_000)]
    await untilTaken(dying, 'ann')
    await untilTaken(living, 'ann')
    const held = performance.now() + 4_500
    while (performance.now() < held) {
      expect(await living.take('ann')).toBeUndefined()
      await Bun.sleep(50)
    }
    dying[Symbol.dispose]()
    await untilTaken(living, 'ann')
    expect(await living.take('ann')).toBeUndefined()
  })

  /** Until what one of the two counts is seen by the other; both allow two. */
  async function untilShared(limits: Limits, other: Limits) {
    const until = performance.now() + 20_000
    for (;;) {
      const bob = fresh()
      await passes(other, bob)
      if ((await limits.user?.(bob))?.remaining === 0) return
      if (performance.now() > until) throw new Error('the store is not used again')
      await Bun.sleep(50)
    }
  }
})

/** A line to Redis that can be cut, hung up and mended. */
async function cuttableLine(url: string) {
  const { hostname, port } = new URL(url)
  const sockets = new Set<Socket>()
  let state: 'whole' | 'cut' | 'hanging' = 'whole'
  const server = createServer((near) => {
    if (state === 'cut') return near.destroy()
    const far = connect(Number(port || 6_379), hostname)
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(from)
      from.on('data', (bytes) => state === 'whole' && to.write(bytes))
      from.on('close', () => to.destroy())
      from.on('error', () => to.destroy())
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const cut = () => {
    state = 'cut'
    for (const socket of sockets) socket.destroy()
    sockets.clear()
  }
  return {
    url: `redis://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`,
    cut,
    hang: () => {
      state = 'hanging'
    },
    mend: () => {
      state = 'whole'
    },
    async [Symbol.asyncDispose]() {
      cut()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
