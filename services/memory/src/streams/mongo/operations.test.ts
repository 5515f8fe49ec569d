import { expect, setDefaultTimeout, test } from 'bun:test'
import type { CommandStartedEvent, MongoClient } from 'mongodb'
import { realStore } from '../../../../../test/real-store'
import { dropDatabase } from '../../../test/mongo-stores'
import { mongoStores } from '../../mongo/stores'
import { followStream } from '../follow'

setDefaultTimeout(120_000) // a busy machine and its disk

const EVENT_MS = 50
const RUN_MS = 4_000
/** Numbers of streams; the large ones take long on a small machine. */
const COUNTS = (process.env.STREAM_COUNTS ?? '1,100').split(',').map(Number)

/** Of the server that the tests use: commands of the driver that are no work of the product. */
const CONNECTION_COMMANDS = new Set(['hello', 'ismaster', 'endSessions', 'ping'])

realStore('MONGO_URI', (uri) => {
  test.each(COUNTS)('the operations of %p resumable streams and plain turns are bounded by time', async (count) => {
    const commands = new Map<string, number>()
    const watch = (client: MongoClient) => {
      Object.assign(client, { monitorCommands: true })
      client.on('commandStarted', ({ commandName }: CommandStartedEvent) => {
        if (!CONNECTION_COMMANDS.has(commandName)) commands.set(commandName, (commands.get(commandName) ?? 0) + 1)
      })
    }
    const database = `memory_${crypto.randomUUID()}`
    await using stores = await mongoStores(uri, { database }, { now: Date.now, leaseMs: 10_000 }, watch)
    const { streams, conversations } = stores
    const begun = await Promise.all(
      Array.from({ length: count }, async (_, n) => {
        const userId = `user-${n}`
        const { leaseId } = await streams.open(userId, { streamId: 'x', sessionId: 's', messageId: '', keepMs: 600_000 })
        const turn = await conversations.begin(userId, { sessionId: 's', content: 'q', notebookId: '', historyMax: 0 })
        return { userId, leaseId, messageId: turn.assistantMessageId }
      }),
    )
    const stop = new AbortController()
    let [logged, read, saved] = [0, 0, 0]
    commands.clear()
    const startedAt = performance.now()
    const elapsed = () => performance.now() - startedAt
    /** As a producer does: what has come since the last append goes with the next one. */
    const produce = async ({ userId, leaseId }: (typeof begun)[number]) => {
      for (let first = 1; elapsed() < RUN_MS; ) {
        const due = Math.floor(elapsed() / EVENT_MS) - first + 1
        if (due <= 0) {
          await Bun.sleep(EVENT_MS)
          continue
        }
        const events = Array.from({ length: due }, () => ({ kind: 'text' as const, data: ' word' }))
        await streams.append(userId, { streamId: 'x', leaseId, first, events, end: undefined })
        first += due
        logged += due
      }
    }
    const follow = async ({ userId }: (typeof begun)[number]) => {
      const parts = { streams, closeLost: async () => undefined, now: stores.now }
      for await (const { events } of followStream(parts, userId, 'x', 0, stop.signal)) read += events.length
    }
    const save = async ({ userId, messageId }: (typeof begun)[number]) => {
      for (let offset = 0; elapsed() < RUN_MS; offset += 5) {
        await conversations.append(userId, { sessionId: 's', messageId, offset, text: ' word' })
        saved++
        await Bun.sleep(240)
      }
    }
    const followers = begun.map((one) => follow(one).catch(() => undefined))
    await Promise.all(begun.flatMap((one) => [produce(one), save(one)]))
    const seconds = elapsed() / 1_000
    const perSecond = Object.fromEntries([...commands].map(([name, times]) => [name, Math.round(times / seconds)]))
    stop.abort()
    await Promise.all(followers)
    process.stdout.write(
      `measured: ${count} streams of 20 events/s, as many followers and plain turns: ${JSON.stringify(perSecond)} commands/s; ${logged} events logged, ${read} read, ${saved} checkpoints in ${seconds.toFixed(1)} s\n`,
    )
    const total = [...commands.values()].reduce((sum, times) => sum + times, 0)
    expect(logged).toBeGreaterThan(0)
    expect(read).toBeGreaterThan(0)
    expect(total).toBeGreaterThan(0)
    expect(perSecond.insert ?? 0).toBeLessThanOrEqual(200)
    expect(total / seconds).toBeLessThanOrEqual(200)
    await dropDatabase(uri, database)
  })
})
