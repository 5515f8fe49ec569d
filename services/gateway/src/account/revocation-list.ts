import type { Log } from '@collabry/runtime/log'
import { periodic } from '@collabry/runtime/periodic'
import { newRequestId } from '@collabry/runtime/request-id'
import type { Position, Revocation, Revocations } from './tokens'

/** The revoked access tokens, kept in this process. */
export interface RevocationList extends AsyncDisposable {
  has(tokenId: string): boolean
  /** Adds a token that was revoked through this gateway, so that this gateway refuses it at once. */
  add(revocation: Omit<Revocation, 'revokedAtMs'>): void
}

interface RevocationListParts {
  revocations: Pick<Revocations, 'list'>
  log: Log
  everyMs?: number
  entriesMax?: number
  now?: () => number
}

/** This gateway refuses a token that another gateway revoked after at most this time. */
const EVERY_MS = 2_000
const PAGE = 1_000
/** Clocks of replicas differ, so a revocation that is slightly older than the newest one may appear late. */
const OVERLAP_MS = 10_000
/** About 15 MB. Access tokens live for minutes, so a longer list is an attack, or its tokens live too long. */
const ENTRIES_MAX = 100_000

/**
 * Follows the list in memory. While memory is unavailable the last known list is used, and tokens that were revoked since are
 * accepted until they expire: an outage of one service must not lock everybody out of the others.
 */
export function followRevocations(parts: RevocationListParts): RevocationList {
  const { revocations, log, everyMs = EVERY_MS, entriesMax = ENTRIES_MAX, now = Date.now } = parts
  const known = new Map<string, number>()
  let newestMs = 0
  let isUnavailable = false

  const readOn = async (signal: AbortSignal) => {
    let after: Position = { revokedAtMs: Math.max(0, newestMs - OVERLAP_MS), tokenId: '' }
    for (;;) {
      const page = await revocations.list(after, PAGE, { requestId: newRequestId(), signal })
      for (const { tokenId, expiresAtMs, revokedAtMs } of page) {
        known.set(tokenId, expiresAtMs)
        newestMs = Math.max(newestMs, revokedAtMs)
      }
      const last = page.at(-1)
      if (!last || page.length < PAGE) return
      after = last
    }
  }

  const poll = async (signal: AbortSignal) => {
    try {
      await readOn(signal)
      if (isUnavailable) log.info({}, 'list of revoked tokens is available again')
      isUnavailable = false
    } catch (err) {
      if (!isUnavailable && !signal.aborted) log.warn({ err }, 'list of revoked tokens not read; the last one is used')
      isUnavailable = true
    }
    forget(known, now(), entriesMax, log)
  }
  const polling = periodic({ name: 'revocations', everyMs, firstMs: 0, work: poll, log })

  return {
    has: (tokenId) => known.has(tokenId),
    add: ({ tokenId, expiresAtMs }) => void known.set(tokenId, expiresAtMs),
    [Symbol.asyncDispose]: () => polling[Symbol.asyncDispose](),
  }
}

/** Drops expired tokens, and if too many are left, those that expire first. */
function forget(known: Map<string, number>, now: number, entriesMax: number, log: Log): void {
  for (const [tokenId, expiresAtMs] of known) if (expiresAtMs <= now) known.delete(tokenId)
  if (known.size <= entriesMax) return
  const soonest = [...known].sort(([, a], [, b]) => a - b).slice(0, known.size - entriesMax)
  for (const [tokenId] of soonest) known.delete(tokenId)
  log.error({ dropped: soonest.length }, 'too many revoked tokens to keep them all')
}
