import { sleep } from '@collabry/runtime/abort'
import { type AsyncSignal, createAsyncSignal } from '@collabry/runtime/async-signal'
import { isTransient, toAppError } from '@collabry/runtime/errors'
import type { Log } from '@collabry/runtime/log'
import type { Job, Outcome, Queue, Tasks } from '../documents/tasks'
import type { DocumentVersion } from '../vectors/store'
import { embedAgain, type IngestDeps, ingest } from './ingest'
import { type HeldLease, holdLease } from './lease'

/** The user id of calls that the service makes for itself. */
const SERVICE = 'rag'
/** How soon a task is seen that another process has put in, or whose time to be tried again has come. One idle worker looks. */
const POLL_MS = 1_000
/** An idle worker that nothing wakes looks by itself. */
const IDLE_MS = 60_000
const RETRY_MS = 500
/** A searchable version that can't be given vectors is left alone for this long, or for the second while a store is unavailable. */
const EMBED_RETRY_MS = { failed: 600_000, unavailable: 5_000 }
/** Documents that get their vectors at the same time: a model computes one batch while the next one is read. */
const EMBEDDED_AT_ONCE = 2

/** Interval of the look for words of an older analysis: processes of the version before write them during a rollout. */
const RENEW_EVERY_MS = 600_000
/** Versions that can't be leased, or fail, are left to the next look; after this many the rest is, too. */
const PASSED_MAX = 500

interface WorkerDeps extends IngestDeps {
  tasks: Tasks
  log: Log
  /** Called after each task with the chunks that became searchable; older versions may now wait for the sweep. */
  ended(chunks: number): void
}

interface Workers extends AsyncDisposable {
  /** There is something to do. */
  wake(): void
}

interface Settings {
  count: number
  leaseMs: number
  embedAgainEveryMs: number
}

/** Works the queue off, `count` tasks at a time. Ending gives unfinished tasks back at once. */
export function startWorkers(deps: WorkerDeps, { count, leaseMs, embedAgainEveryMs }: Settings): Workers {
  const stop = new AbortController()
  const signals = new Set<AsyncSignal>()
  const idle = createIdleWorkers()
  const running = new Set<Promise<void>>()
  const claims = fairClaims(deps.tasks, count)

  function start(leave: AbortSignal, work: (wakeUp: AsyncSignal, leave: AbortSignal) => Promise<void>): void {
    const wakeUp = createAsyncSignal()
    signals.add(wakeUp)
    const loop = work(wakeUp, leave).finally(() => {
      signals.delete(wakeUp)
      running.delete(loop)
    })
    running.add(loop)
  }

  /** Works until `leave` aborts; it then ends the task that it has begun. */
  async function ingestOn(wakeUp: AsyncSignal, leave: AbortSignal): Promise<void> {
    while (!leave.aborted) {
      try {
        if (await ingestNext(deps, { claims, lend, leaseMs, claimed: idle.wakeAll }, stop.signal)) {
          wake()
          continue
        }
      } catch (err) {
        deps.log.error({ err }, 'the queue could not be read')
      }
      await idle.wait(wakeUp, leave)
    }
  }

  function wake(): void {
    for (const wakeUp of signals) wakeUp.notify()
  }

  /** Starts a worker in the place of one that waits for text recognition. */
  function lend(userId: string): Disposable {
    const lent = claims.lend(userId)
    if (!lent) return { [Symbol.dispose]: () => {} }
    const back = new AbortController()
    start(AbortSignal.any([stop.signal, back.signal]), ingestOn)
    return {
      [Symbol.dispose]: () => {
        lent[Symbol.dispose]()
        back.abort()
      },
    }
  }

  for (let index = 0; index < count; index += 1) start(stop.signal, ingestOn)
  const embed = (wakeUp: AsyncSignal) => embedOn(deps, { leaseMs, everyMs: embedAgainEveryMs }, wakeUp, stop.signal)
  for (let index = 0; index < Math.min(count, EMBEDDED_AT_ONCE); index += 1) start(stop.signal, embed)
  if (count > 0) start(stop.signal, () => renewOn(deps, leaseMs, stop.signal))
  return {
    wake,
    [Symbol.asyncDispose]: async () => {
      stop.abort()
      idle[Symbol.dispose]()
      await Promise.all(running)
    },
  }
}

/** Workers without a task. One of them looks for tasks at each interval, for all. */
function createIdleWorkers() {
  const waiting = new Set<AsyncSignal>()
  const polling = setInterval(() => waiting.values().next().value?.notify(), POLL_MS)
  return {
    async wait(wakeUp: AsyncSignal, leave: AbortSignal): Promise<void> {
      waiting.add(wakeUp)
      await wakeUp.wait(IDLE_MS, leave)
      waiting.delete(wakeUp)
    },
    /** Where there was one task, there may be more. */
    wakeAll(): void {
      for (const wakeUp of waiting) wakeUp.notify()
    },
    [Symbol.dispose]: () => clearInterval(polling),
  }
}

interface ClaimDeps {
  claims: FairClaims
  lend(userId: string): Disposable
  leaseMs: number
  /** Called when there was a task. */
  claimed(): void
}

/** One waiting task. False: there is none. */
async function ingestNext(deps: WorkerDeps, parts: ClaimDeps, stop: AbortSignal): Promise<boolean> {
  const { claims, lend, leaseMs, claimed } = parts
  const job = await claims.claim(leaseMs)
  if (!job) return false
  claimed()
  try {
    const lendOwn = () => lend(job.userId)
    const outcome = await carryOut(job, deps, { leaseMs, retryMs: RETRY_MS }, stop, (lease) =>
      ingest(job, { ...deps, lend: lendOwn }, lease, lease.signal),
    )
    // Nothing asks for the bytes once the text is there; those of a failed upload are kept, that it can be tried again.
    if (outcome.kind === 'indexed') await deps.blobs.remove(job.blobId)
    return true
  } finally {
    claims.release(job.userId)
  }
}

/** Gives searchable versions their vectors until it is stopped. */
async function embedOn(
  deps: WorkerDeps,
  { leaseMs, everyMs }: { leaseMs: number; everyMs: number },
  wakeUp: AsyncSignal,
  stop: AbortSignal,
): Promise<void> {
  while (!stop.aborted) {
    try {
      if (await embedNext(deps, leaseMs, stop)) continue
    } catch (err) {
      deps.log.error({ err }, 'the versions without vectors could not be read')
    }
    await wakeUp.wait(everyMs, stop)
  }
}

/** One searchable version without vectors of the model. False: there is none, or no model. */
async function embedNext(deps: WorkerDeps, leaseMs: number, stop: AbortSignal): Promise<boolean> {
  const model = await deps.embedder.model(SERVICE, stop).catch(() => undefined)
  const job = model === undefined ? undefined : await deps.tasks.claimUnembedded(model, leaseMs)
  if (!job || model === undefined) return false
  const times = { leaseMs, retryMs: EMBED_RETRY_MS.failed, unavailableMs: EMBED_RETRY_MS.unavailable }
  await carryOut(job, deps, times, stop, (lease) => embedAgain(job, model, deps, lease, lease.signal))
  return true
}

/** Makes the words that an older analysis made anew until it is stopped, one version at a time. */
async function renewOn(deps: WorkerDeps, leaseMs: number, stop: AbortSignal): Promise<void> {
  while (!stop.aborted) {
    try {
      await renewAll(deps, leaseMs, stop)
    } catch (err) {
      if (!stop.aborted) deps.log.warn({ err }, 'the words of an older analysis could not be made anew')
    }
    await sleep(RENEW_EVERY_MS, stop).catch(() => undefined)
  }
}

/** Exported for the tests. */
export async function renewAll(deps: WorkerDeps, leaseMs: number, stop: AbortSignal): Promise<void> {
  const { vectors, tasks } = deps
  const passed: DocumentVersion[] = []
  while (passed.length < PASSED_MAX) {
    const found = await vectors.outdated(passed, stop)
    if (found.length === 0) return
    for (const of of found) {
      stop.throwIfAborted()
      const job = await tasks.claimVersion(of, leaseMs)
      let isRenewed = false
      if (job) {
        await carryOut(job, deps, { leaseMs, retryMs: EMBED_RETRY_MS.failed }, stop, async (lease) => {
          await vectors.renewWords(job.storeOwner, of, () => lease.report({}))
          isRenewed = true
          return { kind: 'released', statusDetail: '', retryInMs: 0 }
        })
      }
      if (!isRenewed) passed.push(of)
    }
  }
}

async function carryOut(
  job: Job,
  { tasks, log, ended }: WorkerDeps,
  { leaseMs, retryMs, unavailableMs = retryMs }: { leaseMs: number; retryMs: number; unavailableMs?: number },
  stop: AbortSignal,
  run: (lease: HeldLease) => Promise<Outcome>,
): Promise<Outcome> {
  using lease = holdLease(job, tasks, leaseMs, stop)
  const { taskId } = job
  const begunMs = performance.now()
  const outcome = await run(lease).catch((error: unknown) => outcomeOf(error, lease.signal))
  const held = await tasks.finish(job, outcome)
  ended(held && outcome.kind === 'indexed' ? outcome.chunks : 0)
  log.info({ taskId, outcome: outcome.kind, held, tookMs: Math.round(performance.now() - begunMs) }, 'task ended')
  return held ? outcome : { kind: 'released', statusDetail: '', retryInMs: 0 }

  function outcomeOf(error: unknown, signal: AbortSignal): Outcome {
    if (signal.aborted) return { kind: 'released', statusDetail: 'Waiting for its turn.', retryInMs: 0 }
    if (isTransient(error))
      return { kind: 'released', statusDetail: 'Waiting for a store that can’t be used now.', retryInMs: unavailableMs }
    const { code, message } = toAppError(error)
    if (code === 'validation_error' || code === 'unsupported_media_type') return { kind: 'failed', reason: message }
    log.warn({ err: error, taskId }, 'task failed, it is retried')
    return { kind: 'retryable', reason: GIVEN_UP, retryInMs: retryMs }
  }
}

const GIVEN_UP = 'It could not be made searchable in three attempts; upload it again, and report it if that does not help.'

/** Claims for the workers of one process. */
interface FairClaims {
  /** The next task, and a place until `release`. A user gets all places but one at most. */
  claim(leaseMs: number): Promise<Job | undefined>
  release(userId: string): void
  /**
   * The place of a document that waits for text recognition is free until it is disposed of. Undefined: too many wait, and the
   * document keeps its place.
   */
  lend(userId: string): Disposable | undefined
}

/** Documents that wait for text recognition without a place: of all users, and of one. The queue keeps the others. */
const LENT_MAX = 64
const LENT_OF_ONE_MAX = 4

/** However long the documents of one user take, a place is left for those of others. */
export function fairClaims(queue: Pick<Queue, 'claim'>, places: number): FairClaims {
  const ofOneMax = Math.max(1, places - 1)
  const taken = new Map<string, number>()
  const lent = new Map<string, number>()
  let last: Promise<unknown> = Promise.resolve()

  function change(counts: Map<string, number>, userId: string, by: number): void {
    const count = (counts.get(userId) ?? 0) + by
    if (count > 0) counts.set(userId, count)
    else counts.delete(userId)
  }

  return {
    // Claims run one after another, because a running claim is not counted yet.
    claim(leaseMs) {
      const next = last.then(async () => {
        const exceptUsers = [...taken].filter(([, count]) => count >= ofOneMax).map(([userId]) => userId)
        const job = await queue.claim(leaseMs, places > 1 ? exceptUsers : [])
        if (job) change(taken, job.userId, 1)
        return job
      })
      last = next.catch(() => undefined)
      return next
    },
    release: (userId) => change(taken, userId, -1),
    lend(userId) {
      const ofAll = lent.values().reduce((sum, count) => sum + count, 0)
      if (ofAll >= LENT_MAX || (lent.get(userId) ?? 0) >= LENT_OF_ONE_MAX) return undefined
      change(lent, userId, 1)
      change(taken, userId, -1)
      return {
        [Symbol.dispose]: () => {
          change(lent, userId, -1)
          change(taken, userId, 1)
        },
      }
    },
  }
}
