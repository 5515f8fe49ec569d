import { afterEach, expect, test } from 'bun:test'
import { AppError } from '@collabry/runtime/errors'
import { createLog } from '@collabry/runtime/log'
import { followRevocations, type RevocationList } from './revocation-list'
import type { Position, Revocation } from './tokens'

const log = createLog({ service: 'test', level: 'silent' })
const HOUR_MS = 3_600_000

let kept: Revocation[] = []
let isAway = false
let asked: Position[] = []
const revocations = {
  async list(after: Position, limit: number) {
    asked.push(after)
    if (isAway) throw new AppError('unavailable', 'Away.')
    const isBehind = ({ revokedAtMs, tokenId }: Revocation) =>
      revokedAtMs > after.revokedAtMs || (revokedAtMs === after.revokedAtMs && tokenId > after.tokenId)
    return kept.filter(isBehind).slice(0, limit)
  },
}

let revoked: RevocationList | undefined
const follow = (parts: Partial<Parameters<typeof followRevocations>[0]> = {}) => {
  revoked = followRevocations({ revocations, log, everyMs: 2, now: () => HOUR_MS, ...parts })
  return revoked
}
afterEach(async () => {
  await revoked?.[Symbol.asyncDispose]()
  kept = []
  asked = []
  isAway = false
})

async function until(condition: () => boolean) {
  const deadline = performance.now() + 10_000
  while (!condition()) {
    if (performance.now() > deadline) throw new Error('it does not come true')
    await Bun.sleep(1)
  }
}
const entry = (n: number, expiresAtMs = 2 * HOUR_MS): Revocation => ({
  tokenId: `token ${String(n).padStart(5, '0')}`,
  revokedAtMs: 50_000 + Math.floor(n / 10),
  expiresAtMs,
})

test('what is revoked is known soon, however much it is, and read on from a little before', async () => {
  kept = Array.from({ length: 2_500 }, (_, n) => entry(n))
  const { has } = follow()
  await until(() => has('token 02499'))
  expect(kept.every(({ tokenId }) => has(tokenId))).toBe(true)
  expect(has('')).toBe(false)
  // From a replica whose clock is behind.
  kept = [{ tokenId: 'late', revokedAtMs: 50_001, expiresAtMs: 2 * HOUR_MS }, ...kept]
  await until(() => has('late'))
  expect(asked.at(-1)?.revokedAtMs).toBeGreaterThan(0)
})

test('while memory is away the last list holds', async () => {
  kept = [entry(1)]
  const { has } = follow()
  await until(() => has('token 00001'))
  isAway = true
  const before = asked.length
  await until(() => asked.length > before + 3)
  expect(has('token 00001')).toBe(true)
  kept.push(entry(2))
  isAway = false
  await until(() => has('token 00002'))
})

test('what was revoked here is known at once', () => {
  const { has, add } = follow()
  add({ tokenId: 'mine', expiresAtMs: 2 * HOUR_MS })
  expect(has('mine')).toBe(true)
})

test('what has expired is forgotten, and beyond the bound what expires first', async () => {
  let now = HOUR_MS
  kept = Array.from({ length: 30 }, (_, n) => entry(n, HOUR_MS + 1_000 * (n + 1)))
  const { has } = follow({ now: () => now, entriesMax: 10 })
  await until(() => has('token 00029') && !has('token 00019'))
  expect(kept.filter(({ tokenId }) => has(tokenId))).toHaveLength(10)
  now = HOUR_MS + 25_500
  await until(() => !has('token 00024'))
  expect(has('token 00025')).toBe(true)
})
