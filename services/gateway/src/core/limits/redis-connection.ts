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

/**
 * Bun's own client: it connects by itself again after a refusal, at most 2 s after the store is back, but never after a connection
 * that was not answered in time.
 */
export async function connectRedis(url: string): Promise<Redis> {
  let client = open(url)
  let isConnecting = false
  const connect = async () => {
    isConnecting = true
    await client.connect().catch(() => {}) // without it the configured fallback applies
    isConnecting = false
  }
  await withTimeout(connect(), CONNECT_MS).catch(() => {})
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
        if (client === asked && !isConnecting && (error instanceof Late || !asked.connected)) {
          asked.close()
          client = open(url)
          void connect()
        }
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

const unavailable = (cause?: unknown) =>
  new AppError('unavailable', 'Limits cannot be judged at the moment; try again.', { cause })

class Late extends Error {}

const late = () => new Late('no answer in time')
