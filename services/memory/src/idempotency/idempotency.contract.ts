import { describe, expect, test } from 'bun:test'
import { codeOf, LOOK_ALIKES, type OpenStores, settingsAt } from '../../test/contract-users'
import type { Begun } from './store'

const route = 'POST /ai/upload'
const request = { route, key: 'k', bodyHash: 'b', keepMs: 86_400_000 }
const answer = {
  status: 200,
  headers: [{ name: 'content-type', value: 'application/json' }],
  body: Buffer.from([0, 255, 10]),
  sessionId: '',
}

function heldBy(begun: Begun, key = 'k') {
  if (begun.kind !== 'fresh') throw new Error(`it is ${begun.kind}`)
  return { route, key, leaseId: begun.leaseId }
}

/** What every store of idempotent requests does, with two users throughout. */
export function idempotencyStoreContract(name: string, open: OpenStores) {
  describe(`idempotency store: ${name}`, () => {
    test('of twenty that begin at once one gets the lease, and its answer is given again', async () => {
      await using stores = await open(settingsAt({ ms: 1 }))
      const { idempotency: requests } = stores
      const begun = await Promise.all(Array.from({ length: 20 }, () => requests.beginRequest('ann', request)))
      const fresh = begun.filter(({ kind }) => kind === 'fresh')
      expect(fresh).toHaveLength(1)
      expect(begun.filter(({ kind }) => kind === 'running')).toHaveLength(19)
      const [first] = fresh
      if (first?.kind !== 'fresh') throw new Error('none')
      await requests.completeRequest('ann', heldBy(first), answer)
      const replay = await requests.beginRequest('ann', request)
      expect(replay).toMatchObject({ kind: 'replay', seed: first.seed, answer: { status: 200, headers: answer.headers } })
      expect(replay.kind === 'replay' && [...replay.answer.body]).toEqual([0, 255, 10])
      expect(await codeOf(requests.completeRequest('ann', heldBy(first), answer))).toBe('failed_precondition')
    })

    test('another body is refused, another route or key is another request', async () => {
      await using stores = await open(settingsAt({ ms: 1 }))
      const begin = (change: object) => stores.idempotency.beginRequest('ann', { ...request, ...change })
      await begin({})
      expect(await begin({ bodyHash: 'c' })).toEqual({ kind: 'other_body' })
      expect((await begin({ key: 'l' })).kind).toBe('fresh')
      expect((await begin({ route: 'POST /ai/chat' })).kind).toBe('fresh')
    })

    test('who takes over from a silent holder gets the same seed, and the old one has nothing to say any more', async () => {
      const clock = { ms: 0 }
      await using stores = await open(settingsAt(clock))
      const { idempotency: requests } = stores
      const first = await requests.beginRequest('ann', request)
      clock.ms = 50_000
      await requests.renewRequest('ann', heldBy(first))
      clock.ms = 109_999
      expect((await requests.beginRequest('ann', request)).kind).toBe('running')
      clock.ms = 110_000
      const second = await requests.beginRequest('ann', request)
      expect(second.kind === 'fresh' && second.seed).toBe(first.kind === 'fresh' && first.seed)
      for (const work of [
        () => requests.renewRequest('ann', heldBy(first)),
        () => requests.completeRequest('ann', heldBy(first), answer),
        () => requests.releaseRequest('ann', heldBy(first)),
      ])
        expect(await codeOf(work())).toBe('failed_precondition')
      await requests.completeRequest('ann', heldBy(second), answer)
    })

    test('a request that was given back begins at once, with the same seed', async () => {
      await using stores = await open(settingsAt({ ms: 1 }))
      const first = await stores.idempotency.beginRequest('ann', request)
      await stores.idempotency.releaseRequest('ann', heldBy(first))
      expect(await stores.idempotency.beginRequest('ann', { ...request, bodyHash: 'c' })).toEqual({ kind: 'other_body' })
      const second = await stores.idempotency.beginRequest('ann', request)
      expect(second.kind === 'fresh' && second.seed).toBe(first.kind === 'fresh' && first.seed)
    })

    test.each(LOOK_ALIKES)('the keys of user %j are not those of %j', async (bob, ann) => {
      await using stores = await open(settingsAt({ ms: 1 }))
      const { idempotency: requests } = stores
      const hers = await requests.beginRequest(ann, request)
      expect(await codeOf(requests.completeRequest(bob, heldBy(hers), answer))).toBe('failed_precondition')
      const his = await requests.beginRequest(bob, { ...request, bodyHash: 'other' })
      expect(his.kind).toBe('fresh')
      await requests.completeRequest(ann, heldBy(hers), { ...answer, sessionId: 's' })
      await requests.completeRequest(bob, heldBy(his), { ...answer, sessionId: 's' })
      await requests.forgetAnswers(bob, 's')
      expect((await requests.beginRequest(ann, request)).kind).toBe('replay')
      expect((await requests.beginRequest(bob, request)).kind).toBe('fresh')
    })

    test('beyond the bytes of an owner the oldest answers go, of that owner alone, and their requests keep their seed', async () => {
      const clock = { ms: 1 }
      const big = { ...answer, body: new Uint8Array(1_000) }
      await using stores = await open({ ...settingsAt(clock), ownerLimits: { answerBytes: 3_500 } })
      const { idempotency: requests } = stores
      const begin = (owner: string, key: string) => requests.beginRequest(owner, { ...request, key })
      const complete = async (owner: string, key: string, kept = big) => {
        clock.ms++
        const begun = await begin(owner, key)
        await requests.completeRequest(owner, heldBy(begun, key), kept)
        return begun
      }
      await complete('bob', 'k0')
      const seeds = new Map<string, unknown>()
      for (const key of ['k0', 'k1', 'k2', 'k3', 'k4']) {
        const begun = await complete('ann', key)
        seeds.set(key, begun.kind === 'fresh' && begun.seed)
      }
      const kinds = []
      for (const key of ['k2', 'k3', 'k4']) kinds.push((await begin('ann', key)).kind)
      expect(kinds).toEqual(['replay', 'replay', 'replay'])
      expect((await begin('bob', 'k0')).kind).toBe('replay')
      expect(await begin('ann', 'k0')).toMatchObject({ kind: 'fresh', seed: seeds.get('k0') })
      expect(await requests.beginRequest('ann', { ...request, key: 'k1', bodyHash: 'c' })).toEqual({ kind: 'other_body' })
      await complete('ann', 'k5', { ...answer, body: new Uint8Array(9_000) }) // the one that was just kept stays
      expect([(await begin('ann', 'k4')).kind, (await begin('ann', 'k5')).kind]).toEqual(['fresh', 'replay'])
    })

    test('beyond the requests of an owner the oldest that do not run go, and when all run a new one is refused', async () => {
      const clock = { ms: 1 }
      await using stores = await open({ ...settingsAt(clock), ownerLimits: { requests: 3 } })
      const { idempotency: requests } = stores
      const begin = (owner: string, key: string) => {
        clock.ms++
        return requests.beginRequest(owner, { ...request, key })
      }
      const first = await begin('ann', 'k0')
      await requests.completeRequest('ann', heldBy(first, 'k0'), answer)
      for (const key of ['k1', 'k2', 'k3']) expect((await begin('ann', key)).kind).toBe('fresh')
      expect(await codeOf(begin('ann', 'k4'))).toBe('rate_limited')
      expect((await begin('ann', 'k1')).kind).toBe('running')
      expect((await begin('bob', 'k0')).kind).toBe('fresh')
      clock.ms += 60_000
      expect((await begin('ann', 'k4')).kind).toBe('fresh')
    })

    test('a request is forgotten after its time', async () => {
      const clock = { ms: 0 }
      await using stores = await open(settingsAt(clock))
      const { idempotency: requests } = stores
      for (let n = 0; n < 25; n++) {
        const begun = await requests.beginRequest('ann', { ...request, key: `k${n}` })
        await requests.completeRequest('ann', heldBy(begun, `k${n}`), answer)
      }
      expect(await requests.knowsRequest('ann', { route, key: 'k0' })).toBe(true)
      clock.ms = request.keepMs
      expect(await requests.knowsRequest('ann', { route, key: 'k0' })).toBe(false)
      expect((await requests.beginRequest('ann', { ...request, key: 'k0', bodyHash: 'c' })).kind).toBe('fresh')
      expect(await requests.sweepRequests()).toBe(24)
    })
  })
}
