import { describe, expect, test } from 'bun:test'
import { ownerKey } from '@collabry/storage/owner-key'
import {
  ALL_MESSAGES,
  codeOf,
  FIRST_PAGE,
  LOOK_ALIKES,
  NEVER_ABORTED,
  type OpenStores,
  say,
  settingsAt,
} from '../../test/contract-users'
import { registerKey } from '../keys/store'
import type { Stores } from '../stores'
import { eraseOwner, erasureGuard } from './erase'

const HOUR_MS = 3_600_000
const request = { route: 'POST /ai/chat', key: 'k', bodyHash: 'b', isAtOneReplica: true, keepMs: HOUR_MS }
const amounts = { requests: 1, promptTokens: 2, completionTokens: 3, documents: 4, bytes: 5 }

/** Something of each kind. */
async function fill({ conversations, streams, idempotency, tokens, keys, usage }: Stores, userId: string) {
  await say(conversations, userId, 's', 'q', 'a')
  await say(conversations, userId, 't', 'q', 'a')
  const { leaseId } = await streams.open(userId, {
    streamId: 'x',
    sessionId: 's',
    messageId: '',
    isAtOneReplica: true,
    keepMs: HOUR_MS,
  })
  await streams.append(userId, { streamId: 'x', leaseId, first: 1, events: [{ kind: 'text', data: 'a' }], end: undefined })
  await idempotency.beginRequest(userId, request)
  await tokens.rotate(userId, { jti: 'j', expiresAtMs: HOUR_MS }, { successorMs: HOUR_MS, accessMs: HOUR_MS })
  const key = { keyId: 'k', key: `ck_${userId}`.padEnd(79, 'x'), name: 'n', scopes: [], expiresInMs: 0 }
  await registerKey(keys, userId, key, 1_000)
  await usage.addUsage(userId, amounts)
  return leaseId
}

const none = { sessions: 0, messages: 0, streams: 0, requests: 0, tokens: 0, keys: 0, usageDays: 0, usageDaysKept: 0 }
const filled = { sessions: 2, messages: 4, streams: 1, requests: 1, tokens: 2, keys: 1, usageDays: 1, usageDaysKept: 1 }

/** What every store of erasures does, with two users throughout. */
export function erasureStoreContract(name: string, open: OpenStores) {
  describe(`erasure store: ${name}`, () => {
    test.each(LOOK_ALIKES)('erasing user %j takes everything of that user, and nothing of %j', async (bob, ann) => {
      await using stores = await open(settingsAt({ ms: 1_000 }))
      const [leaseId] = [await fill(stores, bob), await fill(stores, ann)]
      expect(await eraseOwner(stores, ownerKey(bob))).toEqual(filled)
      expect(await eraseOwner(stores, ownerKey(bob))).toEqual({ ...none, usageDaysKept: 1 })
      const part = { streamId: 'x', leaseId, first: 2, events: [], end: undefined }
      expect(await codeOf(stores.streams.append(bob, part))).toBe('not_found')
      expect((await stores.conversations.list(bob, FIRST_PAGE, NEVER_ABORTED)).total).toBe(0)
      expect((await stores.conversations.messages(ann, 't', ALL_MESSAGES)).messages).toHaveLength(2)
      expect((await stores.streams.read(ann, 'x', 0)).count).toBe(1)
      expect(await stores.usage.readUsage(ann, '1970-01-01', '1970-01-01')).toHaveLength(1)
      expect(await eraseOwner(stores, ownerKey(ann))).toEqual(filled)
    })

    test('an erasure is begun once, claimed when nobody cares for it, and ended', async () => {
      const clock = { ms: 1_000 }
      await using stores = await open(settingsAt(clock))
      const { erasures } = stores
      const begun = await Promise.all(Array.from({ length: 5 }, () => erasures.beginErasure('ann')))
      expect(new Set(begun.map(({ epochMs }) => epochMs))).toEqual(new Set([1_000]))
      clock.ms = 30_999
      expect(await erasures.claimErasures(10)).toEqual([])
      clock.ms = 31_000
      expect(await erasures.claimErasures(10)).toEqual([{ userId: 'ann', epochMs: 1_000 }])
      expect(await erasures.claimErasures(10)).toEqual([])
      expect(await codeOf(erasures.endErasure('ann', 999))).toBe('not_found')
      expect(await codeOf(erasures.endErasure('bob', 1_000))).toBe('not_found')
      await erasures.endErasure('ann', 1_000)
      await erasures.endErasure('ann', 1_000)
      clock.ms = 90_000
      expect(await erasures.claimErasures(10)).toEqual([])
      expect(await erasures.findErasure(ownerKey('ann'))).toEqual({ epochMs: 1_000, endedAtMs: 31_000 })
      clock.ms = 500 // the clock steps back
      expect((await erasures.beginErasure('ann')).epochMs).toBe(31_001)
    })

    test('nothing new is written while an erasure runs, nor later by a request of before', async () => {
      const clock = { ms: 1_000 }
      await using stores = await open(settingsAt(clock))
      const guard = erasureGuard(stores)
      const write = (acceptedAtMs: number, userId = 'ann') =>
        codeOf(
          guard(userId, acceptedAtMs, () => stores.conversations.create(userId, { sessionId: 's', title: '', notebookId: '' })),
        )
      const { epochMs } = await stores.erasures.beginErasure('ann')
      expect(await write(0)).toBe('failed_precondition')
      expect(await write(2_000)).toBe('failed_precondition')
      expect(await write(0, 'bob')).toBe('no error')
      clock.ms = 5_000
      await stores.erasures.endErasure('ann', epochMs)
      expect(await write(4_999)).toBe('failed_precondition')
      expect(await eraseOwner(stores, ownerKey('ann'))).toEqual(none)
      expect(await write(5_001)).toBe('no error')
      expect(await write(0)).toBe('no error')
    })

    test('what is written across an erasure is gone', async () => {
      await using stores = await open(settingsAt({ ms: 1_000 }))
      const begun = erasureGuard(stores)('ann', 0, async () => {
        await stores.erasures.beginErasure('ann')
        await eraseOwner(stores, ownerKey('ann'))
        await fill(stores, 'ann')
      })
      expect(await codeOf(begun)).toBe('failed_precondition')
      expect(await eraseOwner(stores, ownerKey('ann'))).toEqual({ ...none, usageDaysKept: 1 })
    })

    test('sessions without activity expire, others stay', async () => {
      const clock = { ms: 1_000 }
      await using stores = await open(settingsAt(clock))
      for (let n = 0; n < 3; n++) await say(stores.conversations, 'ann', `s${n}`, 'q', 'a')
      clock.ms = 2_000
      await say(stores.conversations, 'ann', 's1', 'q', 'a')
      await say(stores.conversations, 'bob', 's1', 'q', 'a')
      expect(await stores.conversations.expireSessions(2_000)).toBe(2)
      expect(
        (await stores.conversations.list('ann', FIRST_PAGE, NEVER_ABORTED)).sessions.map(({ sessionId }) => sessionId),
      ).toEqual(['s1'])
      expect((await stores.conversations.messages('ann', 's1', ALL_MESSAGES)).messages).toHaveLength(4)
    })

    test('a record is forgotten when no token of before can live any more', async () => {
      const clock = { ms: 1_000 }
      await using stores = await open(settingsAt(clock))
      const { epochMs } = await stores.erasures.beginErasure('ann')
      clock.ms += 500 * 86_400_000
      expect(await stores.erasures.sweepErasures()).toBe(0)
      await stores.erasures.endErasure('ann', epochMs)
      clock.ms += 400 * 86_400_000
      expect(await stores.erasures.sweepErasures()).toBe(1)
    })
  })
}
