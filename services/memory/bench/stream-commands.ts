import { AppError } from '@collabry/runtime/errors'
import type { CommandStartedEvent, CommandSucceededEvent, MongoClient } from 'mongodb'
import { MongoClient as Client } from 'mongodb'
import { mongoStores } from '../src/mongo/stores'
import { followStream } from '../src/streams/follow'

/** Producers do not append more often: what has come in between goes together. */
const EVENT_MS = 50
const SAVE_MS = 240
/** Plain turns beside the streams: beginning one takes many commands of a small server. */
const TURNS_MAX = 500
/** Commands that the driver sends by itself. */
const CONNECTION_COMMANDS = new Set(['hello', 'ismaster', 'endSessions', 'ping'])

interface Commands {
  seconds: number
  /** Commands a second, by name and collection. */
  perSecond: Record<string, number>
  /** Longest time of a command by name, the preparation included. */
  longestMs: Record<string, number>
  /** All of them that insert events. */
  inserts: number
  /** All others: leases, followers, checkpoints. */
  others: number
  logged: number
  read: number
  saved: number
}

/**
 * Commands that one replica of memory sends to MongoDB, by the driver's own events, while `streams` resumable streams of 20
 * events a second are written, each with a follower and beside a plain turn (500 at most) whose text is saved.
 */
export async function measureCommands(uri: string, streams: number, ms: number): Promise<Commands> {
  const commands = new Map<string, number>()
  const longest = new Map<string, number>()
  const watch = (client: MongoClient) => {
    Object.assign(client, { monitorCommands: true })
    client.on('commandSucceeded', ({ commandName, duration }: CommandSucceededEvent) => {
      longest.set(commandName, Math.max(longest.get(commandName) ?? 0, Math.round(duration)))
    })
    client.on('commandStarted', ({ commandName, command }: CommandStartedEvent) => {
      if (CONNECTION_COMMANDS.has(commandName)) return
      const name = `${commandName} ${String(command[commandName]).replace('memory_', '')}`
      commands.set(name, (commands.get(name) ?? 0) + 1)
    })
  }
  const database = `memory_${crypto.randomUUID()}`
  await using stores = await mongoStores(uri, { database }, { leaseMs: 60_000 }, watch)
  const counted: [string, number][] = []
  const totals = await runScript(stores, streams, ms, {
    started: () => commands.clear(),
    ended: () => counted.push(...[...commands].toSorted(([, a], [, b]) => b - a)),
  })
  const rate = (times: number) => Math.round((10 * times) / totals.seconds) / 10
  await dropDatabase(uri, database)
  const inserted = counted.filter(([name]) => name.startsWith('insert')).reduce((sum, [, times]) => sum + times, 0)
  const all = counted.reduce((sum, [, times]) => sum + times, 0)
  const perSecond = Object.fromEntries(counted.map(([name, times]) => [name, rate(times)]))
  return { ...totals, perSecond, longestMs: Object.fromEntries(longest), inserts: rate(inserted), others: rate(all - inserted) }
}

type Stores = Awaited<ReturnType<typeof mongoStores>>

/** Calls `started` and `ended` when the streams begin and stop to write. */
async function runScript(stores: Stores, count: number, ms: number, on: { started(): void; ended(): void }) {
  const { streams, conversations, now } = stores
  const closing = setInterval(() => void streams.closeLost().catch(() => undefined), 1_000) // as the maintenance does
  const begin = async (n: number) => {
    const userId = `user-${n}`
    if (n >= TURNS_MAX) return { userId, leaseId: '', messageId: '' }
    const turn = await conversations.begin(userId, { sessionId: 's', content: 'q', notebookId: '', historyMax: 0 })
    return { userId, leaseId: '', messageId: turn.assistantMessageId }
  }
  const begun: Awaited<ReturnType<typeof begin>>[] = []
  while (begun.length < count) {
    begun.push(
      ...(await Promise.all(Array.from({ length: Math.min(50, count - begun.length) }, (_, n) => begin(begun.length + n)))),
    )
  }
  const stream = { streamId: 'x', sessionId: 's', messageId: '', keepMs: 600_000, isAtOneReplica: true }
  let [logged, read, saved] = [0, 0, 0]
  let startedAt = Number.POSITIVE_INFINITY
  const isOver = () => performance.now() >= startedAt + ms
  /** Opens, renews until all are open, and then writes. */
  const produce = async (one: (typeof begun)[number]) => {
    const append = (first: number, due: number) => {
      const events = Array.from({ length: due }, () => ({ kind: 'text' as const, data: ' word' }))
      return patiently(() => streams.append(one.userId, { streamId: 'x', leaseId: one.leaseId, first, events, end: undefined }))
    }
    for (let first = 1; !isOver(); ) {
      const due = Math.min(1_000, Math.floor((performance.now() - startedAt) / EVENT_MS) - first + 1)
      if (due > 0 || first === 1) await append(first, Math.max(due, 0))
      if (due > 0) [first, logged] = [first + due, logged + due]
      await Bun.sleep(EVENT_MS)
    }
  }
  const save = async ({ userId, messageId }: (typeof begun)[number]) => {
    for (let offset = 0; !isOver(); offset += 5, saved++) {
      await patiently(() => conversations.append(userId, { sessionId: 's', messageId, offset, text: ' word' }))
      await Bun.sleep(SAVE_MS)
    }
  }
  const stop = new AbortController()
  const follow = async ({ userId }: (typeof begun)[number]) => {
    const parts = { streams, closeLost: async () => undefined, now }
    for await (const { events } of followStream(parts, userId, 'x', 0, stop.signal)) read += events.length
  }
  const running: Promise<void>[] = []
  for (let at = 0; at < count; at += 50) {
    const some = begun.slice(at, at + 50)
    await Promise.all(some.map(async (one) => Object.assign(one, await streams.open(one.userId, stream))))
    running.push(...some.map(produce))
  }
  const following = begun.map((one) => follow(one).catch(() => undefined))
  await Bun.sleep(1_500)
  startedAt = performance.now()
  on.started()
  running.push(...begun.slice(0, TURNS_MAX).map(save))
  await Promise.all(running)
  const seconds = (performance.now() - startedAt) / 1_000
  on.ended()
  clearInterval(closing)
  stop.abort()
  await Promise.all(following)
  return { seconds, logged, read, saved }
}

/** A server that is too slow for so many streams is asked again, as the gateway does. */
async function patiently<T>(work: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await work()
    } catch (error) {
      if (!(error instanceof AppError && error.code === 'unavailable')) throw error
    }
  }
}

async function dropDatabase(uri: string, database: string): Promise<void> {
  const client = new Client(uri)
  await client.db(database).dropDatabase()
  await client.close()
}

if (import.meta.main) {
  const [uri = 'mongodb://127.0.0.1:27017', counts = '1,100,1000,5000', seconds = '10'] = process.argv.slice(2)
  process.stdout.write('| streams | inserts of events /s | all other commands /s | events logged | events read | texts saved |\n')
  process.stdout.write('| --- | --- | --- | --- | --- | --- |\n')
  for (const streams of counts.split(',').map(Number)) {
    const { inserts, others, logged, read, saved, perSecond, longestMs } = await measureCommands(
      uri,
      streams,
      Number(seconds) * 1_000,
    )
    process.stdout.write(`| ${streams} | ${inserts} | ${others} | ${logged} | ${read} | ${saved} |\n`)
    process.stderr.write(`${streams}: ${JSON.stringify({ perSecond, longestMs })}\n`)
  }
}
