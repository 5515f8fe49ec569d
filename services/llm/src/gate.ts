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
  /** Lets in who may be in, after the bound has grown. */
  widen(): void
  running(): number
  queued(): number
}

interface Waiter {
  start(): void
}

/** Bounds what runs at once. Who has to wait is queued by user, and the users take turns: one who asks for much waits for himself. */
export function gate({ runningMax, queuedMax, queueMs }: Limits): Gate {
  const line = new Map<string, Set<Waiter>>()
  let running = 0
  let queued = 0

  const widen = () => {
    while (running < runningMax()) {
      const next = takeFirst(line)
      if (!next) return
      queued--
      next.start()
    }
  }
  const leave = () => {
    running--
    widen()
  }
  const place = (): (() => void) => {
    running++
    return once(leave)
  }
  const overloaded = () =>
    new AppError('overloaded', 'Too much is being asked at once; try again shortly.', { retryAfterMs: RETRY_MS })

  const wait = (userId: string, signal: AbortSignal) =>
    new Promise<() => void>((resolve, reject) => {
      const settle = (settled: () => void) => {
        clearTimeout(timer)
        signal.removeEventListener('abort', abort)
        settled()
      }
      const giveUp = (reason: unknown) =>
        settle(() => {
          remove(line, userId, waiter)
          queued--
          reject(reason)
        })
      const waiter: Waiter = { start: () => settle(() => resolve(place())) }
      const abort = () => giveUp(signal.reason)
      const timer = setTimeout(() => giveUp(overloaded()), queueMs)
      signal.addEventListener('abort', abort)
      const own = line.get(userId) ?? new Set()
      line.set(userId, own.add(waiter))
      queued++
      widen()
    })

  return {
    async enter(userId, signal) {
      signal.throwIfAborted()
      if (queued === 0 && running < runningMax()) return place()
      if (queued >= queuedMax) throw overloaded()
      return wait(userId, signal)
    },
    widen,
    running: () => running,
    queued: () => queued,
  }
}

const RETRY_MS = 2_000

/** The oldest waiter of the user whose turn it is; the user then goes to the end of the line. */
function takeFirst(line: Map<string, Set<Waiter>>): Waiter | undefined {
  for (const [userId, waiters] of line) {
    for (const waiter of waiters) {
      line.delete(userId)
      waiters.delete(waiter)
      if (waiters.size > 0) line.set(userId, waiters)
      return waiter
    }
  }
  return undefined
}

function remove(line: Map<string, Set<Waiter>>, userId: string, waiter: Waiter): void {
  const waiters = line.get(userId)
  waiters?.delete(waiter)
  if (waiters?.size === 0) line.delete(userId)
}

function once(work: () => void): () => void {
  let done = false
  return () => {
    if (done) return
    done = true
    work()
  }
}
