import { AppError } from '@collabry/runtime/errors'

/**
 * Gives out `permits` at a time. Waiters get one in the order of their arrival, but no user gets two in a row while another
 * one waits.
 */
export interface FairSemaphore {
  /** Disposing of the permit gives it back. */
  acquire(userId: string, signal: AbortSignal): Promise<Disposable>
}

interface Waiter {
  userId: string
  grant(): void
}

export function fairSemaphore(permits: number): FairSemaphore {
  let free = permits
  let last = ''
  const waiters: Waiter[] = []
  const release = () => {
    const other = waiters.findIndex(({ userId }) => userId !== last)
    const [next] = waiters.splice(Math.max(0, other), 1)
    if (next) next.grant()
    else free++
  }
  return {
    async acquire(userId, signal) {
      signal.throwIfAborted()
      if (free > 0) free--
      else await granted(userId, waiters, signal)
      last = userId
      return { [Symbol.dispose]: release }
    },
  }
}

function granted(userId: string, waiters: Waiter[], signal: AbortSignal): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  const waiter: Waiter = {
    userId,
    grant: () => {
      signal.removeEventListener('abort', leave)
      resolve()
    },
  }
  const leave = () => {
    waiters.splice(waiters.indexOf(waiter), 1)
    reject(new AppError('cancelled', 'Reading was cancelled.'))
  }
  signal.addEventListener('abort', leave, { once: true })
  waiters.push(waiter)
  return promise
}
