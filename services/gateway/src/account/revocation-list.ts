import { createHash } from 'node:crypto'
import type { Log } from '@collabry/runtime/log'
import { newRequestId } from '@collabry/runtime/request-id'
import type { Position, Revocation, Revocations } from './tokens'

/** Which access tokens are good no more, known here without asking anybody. */
export interface Revoked extends Disposable {
  has(tokenId: string): boolean
  /** One that was revoked through this gateway: it is refused here from now on. */
  add(revocation: Omit<Revocation, 'revokedAtMs'>): void
}

interface RevokedParts {
  revocations: Pick<Revocations, 'list'>
  log: Log
  everyMs?: number
  entriesMax?: number
  now?: () => number
}

/** A token that another gateway revoked is refused here after this. */
const EVERY_MS = 2_000
const PAGE = 1_000
/** Replicas' clocks differ: what was revoked a moment before the newest one may be seen only now. */
const OVERLAP_MS = 10_000
/** About 15 MB. Access tokens live for minutes: so many at once are an attack, or tokens made to live too long. */
const ENTRIES_MAX = 100_000

/** As memory files a token. A user id holds no control character, so that no two pairs meet. */
export const tokenIdOf = (userId: string, jti: string): string =>
  createHash('sha256').update(`${userId}\0${jti}`).digest('base64url')

/**
 * Follows the list in memory. While memory is unavailable the last known list is used, and tokens that were revoked since are
 * accepted until they expire: an outage of one service must not lock everybody out of the others.
 */
export function followRevocations(parts: RevokedParts): Revoked {
  const { revocations, log, everyMs = EVERY_MS, entriesMax = ENTRIES_MAX, now = Date.now } = parts
  const known = new Map<string, number>()
  const stop = new AbortController()
  let newestMs = 0
  let isAway = false
  let timer: ReturnType<typeof setTimeout> | undefined

  const readOn = async () => {
    let after: Position = { revokedAtMs: Math.max(0, newestMs - OVERLAP_MS), tokenId: '' }
    for (;;) {
      const page = await revocations.list(after, PAGE, { requestId: newRequestId(), signal: stop.signal })
      for (const { tokenId, expiresAtMs, revokedAtMs } of page) {
        known.set(tokenId, expiresAtMs)
        newestMs = Math.max(newestMs, revokedAtMs)
      }
      const last = page.at(-1)
      if (!last || page.length < PAGE) return
      after = last
    }
  }

  const poll = async () => {
    try {
      await readOn()
      if (isAway) log.info({}, 'revoked tokens are known again')
      isAway = false
    } catch (err) {
      if (!isAway && !stop.signal.aborted) log.warn({ err }, 'revoked tokens not read; the last list holds')
      isAway = true
    }
    forget(known, now(), entriesMax, log)
    if (!stop.signal.aborted) timer = setTimeout(poll, everyMs)
  }
  void poll()

  return {
    has: (tokenId) => known.has(tokenId),
    add: ({ tokenId, expiresAtMs }) => void known.set(tokenId, expiresAtMs),
    [Symbol.dispose]() {
      stop.abort()
      clearTimeout(timer)
    },
  }
}

/** Drops what has expired, and where that is not enough, what expires first. */
function forget(known: Map<string, number>, now: number, entriesMax: number, log: Log): void {
  for (const [tokenId, expiresAtMs] of known) if (expiresAtMs <= now) known.delete(tokenId)
  if (known.size <= entriesMax) return
  const soonest = [...known].sort(([, a], [, b]) => a - b).slice(0, known.size - entriesMax)
  for (const [tokenId] of soonest) known.delete(tokenId)
  log.error({ dropped: soonest.length }, 'too many revoked tokens to know them all')
}
