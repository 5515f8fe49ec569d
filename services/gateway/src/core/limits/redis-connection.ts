import { withTimeout } from '@collabry/runtime/abort'
import { AppError } from '@collabry/runtime/errors'

/** The store that all gateways share. */
export interface Redis extends Disposable {
  /** Runs a Lua script. `unavailable` when the store does not answer in time, and at once for a moment after that. */
  run(script: string, keys: string[], args: string[]): Promise<unknown>
}

const CONNECT_MS = 1_000
const DEADLINE_MS = 500
/** Pause after a failure in which calls fail at once. After it, one call tests whether the store has recovered. */
const PAUSE_MS = 250

/** Bun's own client: it connects by itself again, at most 2 s after the store is back. */
export async function connectRedis(url: string): Promise<Redis> {
  let client = open(url)
  await withTimeout(client.connect(), CONNECT_MS).catch(() => {}) // without it the configured fallback applies
  let isDown = false
  let askAgainAt = 0
  return {
    async run(script, keys, args) {
      if (isDown && performance.now() < askAgainAt) throw unavailable()
      askAgainAt = performance.now() + DEADLINE_MS + PAUSE_MS
      const asked = client
      try {
        const reply = await withTimeout(asked.send('EVAL', [script, String(keys.length), ...keys, ...args]), DEADLINE_MS, late)
        isDown = false
        return reply
      } catch (error) {
        // A connection that hangs may never recover. The client retries a refused one by itself.
        if (error instanceof Late && client === asked) client = reopen(asked, url)
        isDown = true
        askAgainAt = performance.now() + PAUSE_MS
        throw unavailable(error)
      }
    },
    [Symbol.dispose]: () => client.close(),
  }
}

const open = (url: string) =>
  new Bun.RedisClient(url, {
    connectionTimeout: CONNECT_MS,
    enableOfflineQueue: false,
    autoReconnect: true,
    maxRetries: 0xffff_ffff,
  })

function reopen(client: Bun.RedisClient, url: string): Bun.RedisClient {
  client.close()
  const next = open(url)
  next.connect().catch(() => {})
  return next
}

const unavailable = (cause?: unknown) =>
  new AppError('unavailable', 'Limits cannot be judged at the moment; try again.', { cause })

class Late extends Error {}

const late = () => new Late('no answer in time')
