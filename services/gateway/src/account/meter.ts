import { AppError } from '@collabry/runtime/errors'
import type { Log } from '@collabry/runtime/log'
import { newRequestId } from '@collabry/runtime/request-id'
import { type Amounts, type CountUsage, NOTHING, type UsageDay, type UsageLog } from './usage'

export interface Meter {
  count: CountUsage
  /** Amounts that were counted here and may not be in the log yet. */
  unsaved(userId: string): Amounts
  /** Saves what was counted of one user until now. */
  save(userId: string): Promise<void>
  /** Saves all amounts and retries for `END_MS` while the log is unavailable. Nothing is counted after this. */
  end(): Promise<void>
}

interface MeterParts {
  usage: Pick<UsageLog, 'add'>
  log: Log
  /** Receives the totals of a day each time a user's counts are saved. */
  onSaved?: (userId: string, today: UsageDay) => void
  everyMs?: number
  usersMax?: number
  now?: () => number
}

/** How long a count may stay in this process alone. */
const EVERY_MS = 2_000
/** Users whose counts wait at once, about 200 bytes each; beyond them counts are lost, and a log line says so. */
const USERS_MAX = 50_000
const PARALLEL_MAX = 8
const END_MS = 1_500
const PAUSE_MS = 100

interface Entry extends Amounts {
  /** Time of the first request that it counts. */
  acceptedAtMs: number
}

/**
 * Adds up the usage of users and saves it user by user every few seconds, so that no request waits for the log or costs a call.
 */
export function createMeter({
  usage,
  log,
  onSaved = () => {},
  everyMs = EVERY_MS,
  usersMax = USERS_MAX,
  now = Date.now,
}: MeterParts): Meter {
  const counts = unsavedCounts(sender({ usage, log, onSaved }))
  let timer: ReturnType<typeof setTimeout> | undefined
  let lost = 0
  let ended = false

  const saveAll = async () => {
    await counts.saveAll()
    if (lost > 0) log.warn({ lost }, 'usage of too many users waits; some was not counted')
    lost = 0
  }

  const arm = () => {
    if (ended) return
    timer ??= setTimeout(async () => {
      await saveAll()
      timer = undefined
      if (counts.users() > 0) arm()
    }, everyMs)
  }

  return {
    count({ userId, acceptedAtMs = now() }, amounts) {
      if (!counts.has(userId)) {
        if (counts.users() >= usersMax) return void lost++
        arm()
      }
      counts.add(userId, acceptedAtMs, amounts)
    },
    unsaved: counts.of,
    async save(userId) {
      await counts.saveOne(userId)
    },
    async end() {
      ended = true
      await repeatFor(END_MS, async () => {
        clearTimeout(timer)
        await counts.sent()
        await saveAll()
        return counts.users() === 0
      })
      clearTimeout(timer)
      if (counts.users() > 0) log.error({ users: counts.users() }, 'usage lost at the end')
    },
  }
}

/** Counts that wait to be saved, and those that are being sent. */
function unsavedCounts(send: (userId: string, entry: Entry) => Promise<boolean>) {
  const waiting = new Map<string, Entry>()
  const sending = new Map<string, { entry: Entry; sent: Promise<boolean> }>()

  const putBack = (userId: string, entry: Entry) => {
    const since = waiting.get(userId)
    if (since) addTo(entry, since)
    waiting.set(userId, entry)
  }

  /** One call a user at a time, so that the totals that come back only grow. */
  const saveOne = async (userId: string): Promise<boolean> => {
    for (let running = sending.get(userId); running; running = sending.get(userId)) await running.sent
    const entry = waiting.get(userId)
    if (!entry) return true
    waiting.delete(userId)
    const sent = send(userId, entry).then((isThere) => {
      sending.delete(userId)
      if (!isThere) putBack(userId, entry)
      return isThere
    })
    sending.set(userId, { entry, sent })
    return sent
  }

  return {
    users: () => waiting.size,
    has: (userId: string) => waiting.has(userId),
    of: (userId: string) => sumOf(waiting.get(userId), sending.get(userId)?.entry),
    add(userId: string, acceptedAtMs: number, amounts: Partial<Amounts>) {
      const entry = waiting.get(userId) ?? { ...NOTHING, acceptedAtMs }
      entry.acceptedAtMs = Math.min(entry.acceptedAtMs, acceptedAtMs)
      addTo(entry, amounts)
      waiting.set(userId, entry)
    },
    saveOne,
    saveAll: () => whileItWorks([...waiting.keys()], saveOne),
    /** Resolves when no call is under way. */
    sent: () => Promise.all([...sending.values()].map(({ sent }) => sent)),
  }
}

/** Sends the counts; returns whether the log was available. */
const sender =
  ({ usage, log, onSaved }: Required<Pick<MeterParts, 'usage' | 'log' | 'onSaved'>>) =>
  async (userId: string, { acceptedAtMs, ...amounts }: Entry): Promise<boolean> => {
    const caller = { userId, requestId: newRequestId(), acceptedAtMs, signal: new AbortController().signal }
    try {
      const today = await usage.add(amounts, caller)
      onSaved(userId, today)
      return true
    } catch (error) {
      if (error instanceof AppError && error.code === 'unavailable') return false
      // Erased since: the user's counts are gone with the user. Anything else may have been added, and is not added twice.
      if (!(error instanceof AppError && error.code === 'failed_precondition')) log.warn({ err: error }, 'usage not saved')
      return true
    }
  }

/** Runs over the users, some at a time, until one run fails. */
async function whileItWorks(users: string[], run: (userId: string) => Promise<boolean>): Promise<void> {
  const left = users.values()
  let works = true
  const work = async () => {
    for (const userId of left) {
      works = works && (await run(userId))
      if (!works) return
    }
  }
  await Promise.all(Array.from({ length: PARALLEL_MAX }, work))
}

/** Tries until the work is done or the time is over. */
async function repeatFor(ms: number, work: () => Promise<boolean>): Promise<void> {
  const until = performance.now() + ms
  while (!(await work()) && performance.now() <= until) await Bun.sleep(PAUSE_MS)
}

function sumOf(...entries: (Amounts | undefined)[]): Amounts {
  const sum = { ...NOTHING }
  for (const entry of entries) if (entry) addTo(sum, entry)
  return sum
}

function addTo(sum: Amounts, amounts: Partial<Amounts>): void {
  sum.requests += amounts.requests ?? 0
  sum.promptTokens += amounts.promptTokens ?? 0
  sum.completionTokens += amounts.completionTokens ?? 0
  sum.documents += amounts.documents ?? 0
  sum.bytes += amounts.bytes ?? 0
}
