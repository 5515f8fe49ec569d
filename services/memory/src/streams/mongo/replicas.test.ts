import { expect, setDefaultTimeout, test } from 'bun:test'
import { MongoClient } from 'mongodb'
import { realStore } from '../../../../../test/real-store'
import { codeOf, NEVER_ABORTED } from '../../../test/contract-users'
import { dropDatabase } from '../../../test/mongo-stores'
import { mongoStores } from '../../mongo/stores'
import type { Stores } from '../../stores'
import { followStream } from '../follow'
import type { StreamPart } from '../store'
import type { HolderDocument } from './collections'
import { ReplicaLease } from './replica-lease'

setDefaultTimeout(120_000) // a busy machine and its disk

const stream = { streamId: 'x', sessionId: 's', messageId: '', keepMs: 600_000, isAtOneReplica: true }

/** Replicas on one database, each with a clock that a test can stop: its process then seems to be lost. */
async function openFleet(uri: string, size = 2) {
  const database = `memory_${crypto.randomUUID()}`
  const clocks = Array.from({ length: size }, () => ({ stoppedAt: 0 }))
  const open = ({ stoppedAt: _, ...clock }: { stoppedAt: number }, index: number) =>
    mongoStores(uri, { database }, { now: () => clocks[index]?.stoppedAt || Date.now(), leaseMs: 10_000, ...clock })
  const replicas = await Promise.all(clocks.map(open))
  const client = new MongoClient(uri)
  const [first, second] = replicas as [Stores, Stores]
  return {
    first,
    second,
    stop: (index: number, at: number) => Object.assign(clocks[index] ?? {}, { stoppedAt: at }),
    client,
    database,
    parts: client.db(database).collection('memory_stream_parts'),
    async [Symbol.asyncDispose]() {
      for (const one of replicas) await one[Symbol.asyncDispose]()
      await client.close()
      await dropDatabase(uri, database)
    },
  }
}

const partOf = (leaseId: string, first: number, ...data: string[]): StreamPart => ({
  streamId: 'x',
  leaseId,
  first,
  events: data.map((text) => ({ kind: 'text', data: text })),
  end: undefined,
})

const textOf = async ({ streams }: Stores) =>
  (await streams.read('ann', 'x', 0)).events.map(({ n, data }) => `${n}${data}`).join()

async function until(isTrue: () => Promise<boolean>): Promise<void> {
  while (!(await isTrue())) await Bun.sleep(20)
}

realStore('MONGO_URI', (uri) => {
  test('a lease is renewed while the work beside it takes long', async () => {
    await using fleet = await openFleet(uri, 2)
    const holders = fleet.client.db(fleet.database).collection<HolderDocument>('memory_stream_holders')
    const work = Promise.withResolvers<void>()
    const events = { obey: async () => undefined, lapsed: () => undefined, isHolding: () => true, tick: () => work.promise }
    const lease = new ReplicaLease({ holders, now: Date.now, events })
    await lease.hold()
    const untilMs = async () => (await holders.findOne({ _id: lease.id }))?.leaseUntilMs ?? 0
    for (let renewals = 0; renewals < 3; renewals++) {
      const before = await untilMs()
      await until(async () => (await untilMs()) > before)
    }
    work.resolve()
    await lease.stop()
    await lease.remove()
  })

  test('a producer may change the replica with each append: nothing is lost, repeated or torn', async () => {
    await using fleet = await openFleet(uri)
    const { first, second } = fleet
    const { leaseId } = await first.streams.open('ann', stream)
    await first.streams.append('ann', partOf(leaseId, 1, 'a', 'b'))
    await second.streams.append('ann', partOf(leaseId, 3, 'c'))
    await first.streams.append('ann', partOf(leaseId, 3, 'c', 'd')) // as after a lost answer
    await Promise.all([
      first.streams.append('ann', partOf(leaseId, 5, 'e')),
      second.streams.append('ann', partOf(leaseId, 5, 'e', 'f')),
    ])
    expect(await codeOf(second.streams.append('ann', partOf(leaseId, 9, 'gap')))).toBe('validation_error')
    expect([await textOf(first), await textOf(second)]).toEqual(Array(2).fill('1a,2b,3c,4d,5e,6f'))
    const end = { outcome: 'done', data: 's' } as const
    await first.streams.append('ann', { ...partOf(leaseId, 7), end })
    expect(await codeOf(second.streams.append('ann', partOf(leaseId, 7, 'late')))).toBe('failed_precondition')
    expect(await second.streams.read('ann', 'x', 0)).toMatchObject({ count: 6, end })
  })

  test('a log that another replica takes counts as followed from then on, and followers of a held log write nothing', async () => {
    await using fleet = await openFleet(uri)
    const { first, second } = fleet
    const { leaseId } = await first.streams.open('ann', stream)
    const document = () => fleet.client.db(fleet.database).collection('memory_streams').findOne({})
    const before = await document()
    fleet.stop(0, Date.now() + 1_000)
    await first.streams.follow('ann', 'x')
    expect(await first.streams.append('ann', partOf(leaseId, 1, 'a'))).toEqual({ stopRequested: false, unfollowedMs: 0 })
    expect((await document())?.followedAtMs).toBe(before?.followedAtMs)
    fleet.stop(1, Date.now() + 1_500)
    expect(await second.streams.append('ann', partOf(leaseId, 2, 'b'))).toEqual({ stopRequested: false, unfollowedMs: 0 })
  })

  test('followers get the events at every replica, and the stop of another replica reaches the producer', async () => {
    await using fleet = await openFleet(uri)
    const { first, second } = fleet
    const { leaseId } = await first.streams.open('ann', stream)
    const follow = async ({ streams, now }: Stores) => {
      let text = ''
      const closeLost = async () => void (await streams.closeLost())
      for await (const { events, end } of followStream({ streams, closeLost, now }, 'ann', 'x', 0, NEVER_ABORTED)) {
        text += events.map(({ data }) => data).join('')
        if (end) text += end.outcome
      }
      return text
    }
    const following = [follow(first), follow(second)]
    for (let n = 1; n <= 20; n++) await first.streams.append('ann', partOf(leaseId, n, `${n};`))
    await second.streams.stop('ann', 'x')
    await until(async () => (await first.streams.append('ann', partOf(leaseId, 21))).stopRequested)
    await first.streams.append('ann', { ...partOf(leaseId, 21), end: { outcome: 'done', data: '' } })
    const text = Array.from({ length: 20 }, (_, n) => `${n + 1};`).join('')
    expect(await Promise.all(following)).toEqual(Array(2).fill(`${text}done`))
  })

  test('logs of a holder that is lost end with all that was acknowledged, and it writes no more', async () => {
    await using fleet = await openFleet(uri)
    const { first, second } = fleet
    const { leaseId } = await first.streams.open('ann', stream)
    await first.streams.append('ann', partOf(leaseId, 1, 'a', 'b'))
    fleet.stop(0, Date.now())
    await until(async () => (await second.streams.closeLost()).length > 0)
    expect(await second.streams.read('ann', 'x', 0)).toMatchObject({ count: 2, end: { outcome: 'producer_lost' } })
    expect(await second.streams.running('ann', 's')).toBeUndefined()
    fleet.stop(0, 0)
    expect(await codeOf(first.streams.append('ann', partOf(leaseId, 3, 'late')))).toBe('failed_precondition')
    expect(await fleet.parts.countDocuments()).toBe(1)
  })

  test('a producer that goes to another replica while its holder is lost keeps its log', async () => {
    await using fleet = await openFleet(uri)
    const { first, second } = fleet
    const { leaseId } = await first.streams.open('ann', stream)
    await first.streams.append('ann', partOf(leaseId, 1, 'a'))
    fleet.stop(0, Date.now() - 10_000)
    await second.streams.append('ann', partOf(leaseId, 2, 'b'))
    expect(await second.streams.closeLost()).toEqual([])
    expect(await textOf(second)).toBe('1a,2b')
  })

  test('a replica that ends gives its logs to others, also to those that know no holders', async () => {
    await using fleet = await openFleet(uri)
    const { first, second } = fleet
    const { leaseId } = await first.streams.open('ann', stream)
    await first.streams.append('ann', partOf(leaseId, 1, 'a'))
    await first[Symbol.asyncDispose]()
    expect(await second.streams.running('ann', 's')).toBe('x')
    await second.streams.append('ann', partOf(leaseId, 2, 'b'))
    expect(await second.streams.read('ann', 'x', 0)).toMatchObject({ count: 2 })
  })

  test.each(['session', 'owner'])('after the %s was removed at one replica, the other one writes nothing', async (what) => {
    await using fleet = await openFleet(uri)
    const { first, second } = fleet
    const { leaseId } = await first.streams.open('ann', stream)
    const codes = new Set<unknown>()
    let isOver = false
    const produce = async () => {
      for (let n = 1; !isOver; n++) codes.add(await codeOf(first.streams.append('ann', partOf(leaseId, n, 'x'))))
    }
    const producing = produce()
    await until(async () => codes.has('no error'))
    if (what === 'session') await second.streams.forgetSession('ann', 's')
    else await second.streams.eraseStreams((await fleet.parts.findOne({}))?.owner)
    const left = await fleet.parts.countDocuments()
    isOver = true
    await producing
    expect([left, await fleet.parts.countDocuments()]).toEqual([0, 0])
    expect(codes).toContain('not_found')
  })
})
