import { AppError } from '@collabry/runtime/errors'

interface Limits {
  /** Asked each time: it changes with what is up. */
  runningMax(): number
  queuedMax: number
  /** Longest wait for a turn. */
  queueMs: number
}

export interface Gate {
  /** Resolves when it is one's turn; the returned function gives the place back. Errors: overloaded, or the signal's reason. */
  enter(userId: string, signal: AbortSignal): Promise<() => void>
  /**
   * A place for work that nobody waits for: only while nothing runs or waits, and until `called` aborts, because somebody
   * asks. Errors: overloaded.
   */
  enterIdle(): { leave: () => void; called: AbortSignal }
  /** Lets in who may be in, after the bound has grown. */
  widen(): void
  running(): number
  queued(): number
}

interface User {
  waiters: Set<() => void>
  running: number
  /** When one of theirs was let in last, as the number of that entry. */
  enteredAt: number
}

/**
 * Bounds what runs at once. Of the users who wait, the one who was let in longest ago is next: who asks for much waits for
 * himself, and another's single request waits for no more than one place to become free.
 */
export function gate({ runningMax, queuedMax, queueMs }: Limits): Gate {
  const users = new Map<string, User>()
  let running = 0
  let queued = 0
  let entries = 0
  let idle: AbortController | undefined

  const userOf = (userId: string): User => {
    const user = users.get(userId) ?? { waiters: new Set(), running: 0, enteredAt: 0 }
    users.set(userId, user)
    return user
  }
  const forgetIdle = (userId: string, { waiters, running: own }: User) => {
    if (own === 0 && waiters.size === 0) users.delete(userId)
  }
  const widen = () => {
    while (running < runningMax()) {
      const start = nextOf(users.values())
      if (!start) return
      start()
    }
  }
  const place = (userId: string): (() => void) => {
    const user = userOf(userId)
    user.enteredAt = ++entries
    user.running++
    running++
    return once(() => {
      user.running--
      running--
      forgetIdle(userId, user)
      widen()
    })
  }
  const overloaded = () =>
    new AppError('overloaded', 'Too much is being asked at once; try again shortly.', { retryAfterMs: RETRY_MS })

  const wait = (userId: string, signal: AbortSignal) =>
    new Promise<() => void>((resolve, reject) => {
      const user = userOf(userId)
      const leaveQueue = () => {
        clearTimeout(timer)
        signal.removeEventListener('abort', abort)
        user.waiters.delete(start)
        queued--
      }
      const giveUp = (reason: unknown) => {
        leaveQueue()
        forgetIdle(userId, user)
        reject(reason)
      }
      const start = () => {
        leaveQueue()
        resolve(place(userId))
      }
      const abort = () => giveUp(signal.reason)
      const timer = setTimeout(() => giveUp(overloaded()), queueMs)
      signal.addEventListener('abort', abort)
      user.waiters.add(start)
      queued++
      widen()
    })

  return {
    async enter(userId, signal) {
      signal.throwIfAborted()
      idle?.abort(overloaded())
      idle = undefined
      if (queued === 0 && running < runningMax()) return place(userId)
      if (queued >= queuedMax) throw overloaded()
      return wait(userId, signal)
    },
    enterIdle() {
      if (running > 0 || queued > 0 || idle) throw overloaded()
      const own = new AbortController()
      idle = own
      const leave = () => {
        if (idle === own) idle = undefined
      }
      return { leave, called: own.signal }
    },
    widen,
    running: () => running,
    queued: () => queued,
  }
}

const RETRY_MS = 2_000

/** The oldest waiter of the user whose turn it is. */
function nextOf(users: Iterable<User>): (() => void) | undefined {
  let next: User | undefined
  for (const user of users) {
    if (user.waiters.size > 0 && user.enteredAt < (next?.enteredAt ?? Number.POSITIVE_INFINITY)) next = user
  }
  for (const start of next?.waiters ?? []) return start
  return undefined
}

function once(work: () => void): () => void {
  let done = false
  return () => {
    if (done) return
    done = true
    work()
  }
}
