import { AppError } from '@collabry/runtime/errors'

interface Limits {
  /** Read before each admission, since it changes with the number of reachable model servers. */
  runningMax(): number
  queuedMax: number
  /** Longest wait in the queue. */
  queueMs: number
}

/** Bounds how many answers are generated at once. */
export interface Admission {
  /** Resolves when the work may start; the returned function releases its place. Errors: overloaded, or the signal's reason. */
  acquire(userId: string, signal: AbortSignal): Promise<() => void>
  /**
   * A place for background work. It is only given while nothing runs or waits, and `preempted` aborts as soon as a user's
   * request arrives. Errors: overloaded.
   */
  acquireIdle(): { release: () => void; preempted: AbortSignal }
  /** Admits waiting work after runningMax has grown. */
  admitWaiting(): void
  running(): number
  queued(): number
}

interface User {
  /** Each starts one waiting request, oldest first. */
  waiting: Set<() => void>
  running: number
  /** Sequence number of the last admission of this user. */
  lastAdmission: number
}

/**
 * Admits the waiting user whose last admission is the oldest. A user with many requests therefore waits for himself, and a
 * single request of another user waits for no more than one place to become free.
 */
export function admission({ runningMax, queuedMax, queueMs }: Limits): Admission {
  const users = new Map<string, User>()
  let running = 0
  let queued = 0
  let admissions = 0
  let idle: AbortController | undefined

  const userOf = (userId: string): User => {
    const user = users.get(userId) ?? { waiting: new Set(), running: 0, lastAdmission: 0 }
    users.set(userId, user)
    return user
  }
  const forgetIfDone = (userId: string, user: User) => {
    if (user.running === 0 && user.waiting.size === 0) users.delete(userId)
  }
  const admitWaiting = () => {
    while (running < runningMax()) {
      const start = nextWaiting(users.values())
      if (!start) return
      start()
    }
  }
  const take = (userId: string): (() => void) => {
    const user = userOf(userId)
    user.lastAdmission = ++admissions
    user.running++
    running++
    return once(() => {
      user.running--
      running--
      forgetIfDone(userId, user)
      admitWaiting()
    })
  }
  const enqueue = (userId: string, signal: AbortSignal): Promise<() => void> => {
    const user = userOf(userId)
    queued++
    return waitInQueue(user.waiting, queueMs, signal, {
      left() {
        queued--
        forgetIfDone(userId, user)
      },
      start: () => take(userId),
      queued: admitWaiting,
    })
  }

  return {
    async acquire(userId, signal) {
      signal.throwIfAborted()
      idle?.abort(overloaded())
      idle = undefined
      if (queued === 0 && running < runningMax()) return take(userId)
      if (queued >= queuedMax) throw overloaded()
      return enqueue(userId, signal)
    },
    acquireIdle() {
      if (running > 0 || queued > 0 || idle) throw overloaded()
      const own = new AbortController()
      idle = own
      const release = () => {
        if (idle === own) idle = undefined
      }
      return { release, preempted: own.signal }
    },
    admitWaiting,
    running: () => running,
    queued: () => queued,
  }
}

interface QueueSteps {
  /** The request has left the queue, for whatever reason. */
  left(): void
  /** Takes the place of a request that is admitted. */
  start(): () => void
  /** The request is in the queue. */
  queued(): void
}

/** Waits in a queue until started, at most `queueMs`, and until the signal aborts. */
function waitInQueue(queue: Set<() => void>, queueMs: number, signal: AbortSignal, steps: QueueSteps): Promise<() => void> {
  const { promise, resolve, reject } = Promise.withResolvers<() => void>()
  const leave = () => {
    clearTimeout(timer)
    signal.removeEventListener('abort', abort)
    queue.delete(start)
  }
  const start = () => {
    leave()
    // The place is taken before the user could be forgotten as one without requests.
    const release = steps.start()
    steps.left()
    resolve(release)
  }
  const giveUp = (reason: unknown) => {
    leave()
    steps.left()
    reject(reason)
  }
  const abort = () => giveUp(signal.reason)
  const timer = setTimeout(() => giveUp(overloaded()), queueMs)
  signal.addEventListener('abort', abort)
  queue.add(start)
  steps.queued()
  return promise
}

const RETRY_MS = 2_000
const overloaded = () =>
  new AppError('overloaded', 'Too many answers are being generated at once; try again shortly.', { retryAfterMs: RETRY_MS })

/** The oldest waiting request of the user who is next. */
function nextWaiting(users: Iterable<User>): (() => void) | undefined {
  let next: User | undefined
  for (const user of users) {
    if (user.waiting.size > 0 && user.lastAdmission < (next?.lastAdmission ?? Number.POSITIVE_INFINITY)) next = user
  }
  for (const start of next?.waiting ?? []) return start
  return undefined
}

function once(work: () => void): () => void {
  let isDone = false
  return () => {
    if (isDone) return
    isDone = true
    work()
  }
}
