import { AppError } from '@collabry/runtime/errors'

/** Lets `places` in at a time; the others wait in their order. */
export interface Gate {
  enter(signal: AbortSignal): Promise<Disposable>
}

export function createGate(places: number): Gate {
  let free = places
  const waiting: (() => void)[] = []
  const leave = () => {
    const next = waiting.shift()
    if (next) next()
    else free += 1
  }
  return {
    async enter(signal) {
      signal.throwIfAborted()
      if (free > 0) free -= 1
      else await turn(waiting, signal)
      return { [Symbol.dispose]: leave }
    },
  }
}

function turn(waiting: (() => void)[], signal: AbortSignal): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  const called = () => {
    signal.removeEventListener('abort', gone)
    resolve()
  }
  const gone = () => {
    waiting.splice(waiting.indexOf(called), 1)
    reject(new AppError('cancelled', 'Reading was cancelled.'))
  }
  signal.addEventListener('abort', gone, { once: true })
  waiting.push(called)
  return promise
}
