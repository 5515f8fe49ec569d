import { AppError } from '@collabry/runtime/errors'
import type { Log } from '@collabry/runtime/log'
import { isRecord } from '@collabry/runtime/validation'
import { createRemoteJWKSet, customFetch, errors } from 'jose'
import type { KeySet } from '../core/auth/jwt-verifier'

interface KeySetOptions {
  url: string
  algorithms: readonly string[]
  log: Log
  timing?: Partial<Timing>
}

interface Timing {
  deadlineMs: number
  /** The set is read again in the background after this. */
  refreshMs: number
  /** An unknown key makes the set be read again, at most once in this time. */
  cooldownMs: number
  /** Pause after a set could not be read. */
  pauseMs: number
}

const usual: Timing = { deadlineMs: 2_000, refreshMs: 600_000, cooldownMs: 30_000, pauseMs: 1_000 }
/** Keys are trusted for this long while the set can't be read again. */
const STALE_MS_MAX = 86_400_000
const SET_BYTES_MAX = 262_144

/** The keys at the one configured address. No address that a token or an answer names is ever requested. */
export function remoteKeySet({ url, algorithms, log, timing }: KeySetOptions): KeySet {
  const { deadlineMs, refreshMs, cooldownMs, pauseMs } = { ...usual, ...timing }
  let pausedUntil = 0
  let readAt = Number.NEGATIVE_INFINITY
  const fetchSet = async (address: string, init: RequestInit) => {
    if (performance.now() < pausedUntil) throw new Error('the key set could not be read a moment ago')
    try {
      const set = await readBounded(await fetch(address, { ...init, redirect: 'error' }))
      readAt = performance.now()
      return set
    } catch (error) {
      pausedUntil = performance.now() + pauseMs
      log.warn({ err: error }, 'key set not read')
      throw error
    }
  }
  const remote = createRemoteJWKSet(new URL(url), {
    timeoutDuration: deadlineMs,
    cooldownDuration: cooldownMs,
    cacheMaxAge: STALE_MS_MAX,
    [customFetch]: fetchSet,
  })
  const refresh = () => void remote.reload().catch(() => {}) // logged above; the keys that are there stay
  refresh()
  return {
    algorithms,
    async keyOf(header, token) {
      if (performance.now() - readAt > refreshMs && performance.now() > pausedUntil && !remote.reloading) refresh()
      try {
        return await remote(header, token)
      } catch (error) {
        if (error instanceof errors.JWKSNoMatchingKey || error instanceof errors.JWKSMultipleMatchingKeys) throw error
        throw new AppError('unavailable', 'The keys that tokens are signed with cannot be read; try again.', { cause: error })
      }
    },
  }
}

async function readBounded(response: Response): Promise<Response> {
  if (response.status !== 200) throw new Error(`status ${response.status}`)
  const pieces: Uint8Array[] = []
  let bytes = 0
  for await (const piece of response.body ?? []) {
    bytes += piece.length
    if (bytes > SET_BYTES_MAX) throw new Error('the key set is too large')
    pieces.push(piece)
  }
  const set = Buffer.concat(pieces)
  if (!isKeySet(JSON.parse(set.toString()))) throw new Error('the answer is no key set')
  return new Response(set)
}

const isKeySet = (set: unknown): boolean =>
  isRecord(set) && Array.isArray(set.keys) && set.keys.every((key: unknown) => isRecord(key))
