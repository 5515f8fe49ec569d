import { AppError } from '@collabry/runtime/errors'

/**
 * Gives out `permits` at a time. Turns go round the users that wait, those of one user in the order of their arrival, and no
 * user gets two in a row while another one waits.
 */
export interface FairSemaphore {
  acquire(userId: string, signal: AbortSignal): Promise<Permit>
}

/** Disposing of it gives it back. */
export interface Permit extends Disposable {
  /** Somebody waits for a permit. */
  isWanted(): boolean
}

export function fairSemaphore(permits: number): FairSemaphore {
  let free = permits
  let last = ''
  /** In the order of their turns. */
  const waiting = new Map<string, (() => void)[]>()

  function release(): void {
    const users = [...waiting.keys()]
    const next = users.find((userId) => userId !== last) ?? users[0]
    if (next === undefined) {
      free += 1
      return
    }
    const [grant, ...rest] = waiting.get(next) ?? []
    waiting.delete(next)
    if (rest.length > 0) waiting.set(next, rest)
    last = next
    grant?.()
  }

  function granted(userId: string, signal: AbortSignal): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>()
    const grant = () => {
      signal.removeEventListener('abort', leave)
      resolve()
    }
    const leave = () => {
      const others = waiting.get(userId)?.filter((other) => other !== grant) ?? []
      if (others.length > 0) waiting.set(userId, others)
      else waiting.delete(userId)
      reject(new AppError('cancelled', 'Reading was cancelled.'))
    }
    signal.addEventListener('abort', leave, { once: true })
    waiting.set(userId, [...(waiting.get(userId) ?? []), grant])
    return promise
  }

  return {
    async acquire(userId, signal) {
      signal.throwIfAborted()
      if (free > 0) {
        free -= 1
        last = userId
      } else await granted(userId, signal)
      return { isWanted: () => waiting.size > 0, [Symbol.dispose]: release }
    },
  }
}
