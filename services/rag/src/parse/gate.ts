import { AppError } from '@collabry/runtime/errors'

/** Lets `places` in at a time; the others wait in their order, but that nobody goes twice in a row while others wait. */
export interface Gate {
  enter(who: string, signal: AbortSignal): Promise<Disposable>
}

interface Waiting {
  who: string
  call(): void
}

export function createGate(places: number): Gate {
  let free = places
  let last = ''
  const waiting: Waiting[] = []
  const leave = () => {
    const other = waiting.findIndex(({ who }) => who !== last)
    const [next] = waiting.splice(Math.max(0, other), 1)
    if (next) next.call()
    else free += 1
  }
  return {
    async enter(who, signal) {
      signal.throwIfAborted()
      if (free > 0) free -= 1
      else await turn(who, waiting, signal)
      last = who
      return { [Symbol.dispose]: leave }
    },
  }
}

function turn(who: string, waiting: Waiting[], signal: AbortSignal): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  const place: Waiting = {
    who,
    call: () => {
      signal.removeEventListener('abort', gone)
      resolve()
    },
  }
  const gone = () => {
    waiting.splice(waiting.indexOf(place), 1)
    reject(new AppError('cancelled', 'Reading was cancelled.'))
  }
  signal.addEventListener('abort', gone, { once: true })
  waiting.push(place)
  return promise
}
