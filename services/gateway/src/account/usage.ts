import { AppError } from '@collabry/runtime/errors'
import type { Log } from '@collabry/runtime/log'
import { newRequestId } from '@collabry/runtime/request-id'
import type { Caller } from '../core/caller'
import type { DailyAmounts } from '../core/limits/quotas'

/** Usage per user and day (UTC). */
export interface UsageLog {
  /** Adds to today and returns the day's totals. */
  add(amounts: Partial<Amounts>, caller: Caller): Promise<UsageDay>
  /** Days (YYYY-MM-DD) with usage, oldest first; both ends included. */
  read(from: string, to: string, caller: Caller): Promise<UsageDay[]>
}

export interface Amounts {
  requests: number
  promptTokens: number
  completionTokens: number
  documents: number
  bytes: number
}

export interface UsageDay extends Amounts {
  day: string
}

export const NOTHING: Readonly<Amounts> = { requests: 0, promptTokens: 0, completionTokens: 0, documents: 0, bytes: 0 }

/** Counts usage of a user. It runs in every request, so it only adds numbers. */
export type CountUsage = (taker: Taker, amounts: Partial<Amounts>) => void

/** User of a request and the time it was accepted: requests from before an erasure are not counted. */
type Taker = Pick<Caller, 'userId' | 'acceptedAtMs'>

/** Usage of a user today and on the days before, including amounts that this gateway has not saved yet. */
export type ReportUsage = (days: number, caller: Caller) => Promise<UsageReport>

interface UsageReport {
  today: UsageDay
  /** When the next day begins, UTC. */
  resetsAtMs: number
  /** Quota per day; 0: unlimited. */
  quotas: DailyAmounts
  /** Days with usage, today included, oldest first. */
  history: UsageDay[]
}

interface ReportParts {
  usage: Pick<UsageLog, 'read'>
  meter: Pick<Meter, 'save'>
  daily: DailyAmounts
  now?: () => number
}

export const createReportUsage =
  ({ usage, meter, daily, now = Date.now }: ReportParts): ReportUsage =>
  async (days, caller) => {
    await meter.save(caller.userId)
    const today = dayOf(now())
    const history = await usage.read(dayOf(now() - (days - 1) * DAY_MS), today, caller)
    const resetsAtMs = (Math.floor(now() / DAY_MS) + 1) * DAY_MS
    const taken = history.find(({ day }) => day === today) ?? { day: today, ...NOTHING }
    return { today: taken, resetsAtMs, quotas: daily, history }
  }

const DAY_MS = 86_400_000

const dayOf = (ms: number): string => new Date(ms).toISOString().slice(0, 10)

export interface Meter {
  count: CountUsage
  /** Amounts that were counted here and may not be in the log yet. */
  unsaved(userId: string): Amounts
  /** Saves the counts of one user up to now. */
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
  /** How long its end tries to save what is left. */
  endMs?: number
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
  endMs = END_MS,
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
      await repeatFor(endMs, async () => {
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

  /** One call per user at a time, so that the totals that come back only grow. */
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
