import { AppError } from '@collabry/runtime/errors'
import type { Assignment, Composition } from './dispatch'

/** Workers at a time: extractive work fills a core, and the loop that relays streams needs the other. */
const WORKERS_MAX = 2
const WAITING_MAX = 256
/** Far above what the largest text takes; what exceeds it is stuck. */
const COMPOSE_MS_MAX = 30_000
/** A worker that nobody needs gives its memory back. */
const IDLE_MS_MAX = 30_000

export interface WorkerPool {
  compose(assignment: Assignment, signal: AbortSignal): Promise<Composition>
  close(): void
}

/**
 * Runs assignments in worker threads, oldest first. Aborting ends the thread at once (a busy one included), because no check
 * inside the work could stop it sooner.
 */
export function workerPool(): WorkerPool {
  const closing = new AbortController()
  const idle = idleWorkers()
  const turn = turns()
  return {
    async compose(assignment, signal) {
      const stop = AbortSignal.any([signal, closing.signal])
      const leave = await turn(stop)
      const worker = idle.take() ?? new Worker(new URL('./worker.ts', import.meta.url).href)
      let spare = false
      try {
        const composition = await ask(worker, assignment, stop)
        spare = !closing.signal.aborted
        return composition
      } finally {
        if (spare) idle.keep(worker)
        else worker.terminate()
        leave()
      }
    },
    close() {
      closing.abort()
      idle.clear()
    },
  }
}

/** Waits for one of the places; gives back how to leave it, which lets the oldest waiting one in. */
function turns(): (signal: AbortSignal) => Promise<() => void> {
  const waiting: (() => void)[] = []
  let taken = 0
  const leave = () => {
    const next = waiting.shift()
    // The place goes over to the next one without being free in between.
    if (next) next()
    else taken -= 1
  }
  return async (signal) => {
    if (signal.aborted) throw cancelled()
    if (taken < WORKERS_MAX) {
      taken += 1
      return leave
    }
    if (waiting.length >= WAITING_MAX)
      throw new AppError('overloaded', 'Too many requests are waiting; try again in a moment.', { retryAfterMs: 1_000 })
    const { promise, resolve, reject } = Promise.withResolvers<void>()
    const give = () => {
      waiting.splice(waiting.indexOf(resolve), 1)
      reject(cancelled())
    }
    waiting.push(resolve)
    signal.addEventListener('abort', give, { once: true })
    await promise
    signal.removeEventListener('abort', give)
    return leave
  }
}

function ask(worker: Worker, assignment: Assignment, signal: AbortSignal): Promise<Composition> {
  const { promise, resolve, reject } = Promise.withResolvers<Composition>()
  const settled = new AbortController()
  const once = { signal: settled.signal }
  worker.addEventListener('message', ({ data }: MessageEvent<Composition>) => resolve(data), once)
  worker.addEventListener('error', ({ message }) => reject(new Error('the extractive worker failed', { cause: message })), once)
  signal.addEventListener('abort', () => reject(cancelled()), once)
  const timer = setTimeout(
    () => reject(new AppError('timeout', 'The text took too long to work through; send a shorter one.')),
    COMPOSE_MS_MAX,
  )
  if (signal.aborted) reject(cancelled())
  else worker.postMessage(assignment)
  return promise.finally(() => {
    clearTimeout(timer)
    settled.abort()
  })
}

function idleWorkers() {
  const workers = new Map<Worker, ReturnType<typeof setTimeout>>()
  const forget = (worker: Worker) => {
    clearTimeout(workers.get(worker))
    workers.delete(worker)
  }
  return {
    take(): Worker | undefined {
      const [worker] = workers.keys()
      if (worker) forget(worker)
      worker?.ref()
      return worker
    },
    keep(worker: Worker) {
      // A spare thread is no reason for the process to stay.
      worker.unref()
      const retire = setTimeout(() => {
        forget(worker)
        worker.terminate()
      }, IDLE_MS_MAX)
      retire.unref()
      workers.set(worker, retire)
    },
    clear() {
      for (const worker of [...workers.keys()]) {
        forget(worker)
        worker.terminate()
      }
    },
  }
}

const cancelled = () => new AppError('cancelled', 'The request was cancelled.')
