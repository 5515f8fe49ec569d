import { AppError } from '@collabry/runtime/errors'

/** The store that all gateways share. */
export interface Redis extends Disposable {
  /** Runs a Lua script. `unavailable` when the store does not answer in time, and at once for a moment after that. */
  run(script: string, keys: string[], args: string[]): Promise<unknown>
}

const CONNECT_MS = 1_000
const DEADLINE_MS = 500
/** Nobody waits for a store that has just failed: after this, one question goes out to see whether it is back. */
const PAUSE_MS = 250

/** Bun's own client: it connects by itself again, at most 2 s after the store is back. */
export async function connectRedis(url: string): Promise<Redis> {
  let client = open(url)
  await within(CONNECT_MS, client.connect()).catch(() => {}) // without it the limits are judged as configured
  let isAway = false
  let askAgainAt = 0
  return {
    async run(script, keys, args) {
      if (isAway && performance.now() < askAgainAt) throw away()
      askAgainAt = performance.now() + DEADLINE_MS + PAUSE_MS
      const asked = client
      try {
        const reply = await within(DEADLINE_MS, asked.send('EVAL', [script, String(keys.length), ...keys, ...args]))
        isAway = false
        return reply
      } catch (error) {
        // A connection that hangs may hang for ever; one that was refused is tried again by the client.
        if (error instanceof Late && client === asked) client = reopen(asked, url)
        isAway = true
        askAgainAt = performance.now() + PAUSE_MS
        throw away(error)
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

const away = (cause?: unknown) => new AppError('unavailable', 'Limits cannot be judged at the moment; try again.', { cause })

class Late extends Error {}

async function within<Value>(ms: number, work: Promise<Value>): Promise<Value> {
  const { promise: late, reject } = Promise.withResolvers<never>()
  // One more turn of the loop: after a stall of our own the answer may be there and not read yet.
  const timer = setTimeout(() => setImmediate(() => reject(new Late('no answer in time'))), ms)
  try {
    return await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}
