import { expect, test } from 'bun:test'
import { codeOf, NEVER_ABORTED, settingsAt } from '../../test/contract-users'
import { openTemporary } from '../../test/temporary-store'
import { recoverLostStreams } from '../maintenance'
import { followStream, issueTicket, redeemTicket } from './follow'

const stream = { streamId: 'x', sessionId: 's', messageId: '', keepMs: 3_600_000, isAtOneReplica: true }

/** A log with one producer, and a way to follow it. `looked` waits until its followers have read it so often again. */
async function opened(clock: { ms: number }) {
  const stores = await openTemporary(settingsAt(clock))
  const { conversations } = stores
  let looks = 0
  const streams: typeof stores.streams = {
    ...stores.streams,
    read(...asked) {
      looks++
      return stores.streams.read(...asked)
    },
  }
  const { leaseId } = await streams.open('ann', stream)
  const append = (first: number, text: string, isLast = false) => {
    const end = isLast ? ({ outcome: 'done', data: 's' } as const) : undefined
    return streams.append('ann', { streamId: 'x', leaseId, first, events: [{ kind: 'text', data: text }], end })
  }
  const closeLost = async () => void (await recoverLostStreams(streams, conversations))
  const looked = async (times: number) => {
    for (const until = looks + times; looks < until; ) await Bun.sleep(1)
  }
  const follow = async (after: number, signal = NEVER_ABORTED) => {
    const seen: string[] = []
    for await (const page of followStream({ streams, closeLost, now: () => clock.ms }, 'ann', 'x', after, signal)) {
      seen.push(...page.events.map(({ n, data }) => `${n}:${data}`))
      if (page.end) seen.push(page.end.outcome)
    }
    return seen
  }
  return { append, follow, looked, streams, [Symbol.asyncDispose]: () => stores[Symbol.asyncDispose]() }
}

test('a follower sees what is there, what comes, and the end, from wherever it was', async () => {
  await using log = await opened({ ms: 0 })
  await log.append(1, 'a')
  await log.append(2, 'b')
  const followers = [log.follow(0), log.follow(1), log.follow(2)]
  await log.append(3, 'c')
  await log.looked(9)
  await log.append(4, 'd', true)
  expect(await Promise.all(followers)).toEqual([
    ['1:a', '2:b', '3:c', '4:d', 'done'],
    ['2:b', '3:c', '4:d', 'done'],
    ['3:c', '4:d', 'done'],
  ])
  expect(await log.follow(0)).toEqual(['1:a', '2:b', '3:c', '4:d', 'done'])
  expect(await log.follow(4)).toEqual(['done'])
})

test('a follower learns that the producer is dead', async () => {
  const clock = { ms: 0 }
  await using log = await opened(clock)
  await log.append(1, 'a')
  const following = log.follow(0)
  await log.looked(2)
  clock.ms = 3_000
  expect(await following).toEqual(['1:a', 'producer_lost'])
})

test('a follower that leaves is let go at once', async () => {
  await using log = await opened({ ms: 0 })
  const leaving = new AbortController()
  const following = log.follow(0, leaving.signal)
  await log.looked(1)
  leaving.abort()
  await expect(following).rejects.toThrow()
})

test('reading along is noted', async () => {
  const clock = { ms: 0 }
  await using log = await opened(clock)
  clock.ms = 2_000
  const following = log.follow(0)
  await log.looked(1)
  expect((await log.append(1, 'a', true)).unfollowedMs).toBe(0)
  await following
})

test('a ticket lets its holder in once, and nothing can be read from the store without it', async () => {
  await using log = await opened({ ms: 0 })
  const pass = { userId: 'ann', streamId: 'x' }
  const { ticket, expiresAtMs } = await issueTicket(log.streams, pass, 0)
  expect(expiresAtMs).toBe(30_000)
  expect(await codeOf(redeemTicket(log.streams, `${ticket}x`))).toBe('not_found')
  expect(await redeemTicket(log.streams, ticket)).toEqual(pass)
  expect(await codeOf(redeemTicket(log.streams, ticket))).toBe('not_found')
})
