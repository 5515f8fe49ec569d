import { AppError } from '@collabry/runtime/errors'
import type { Assignment, Composition } from './dispatch'

/** Concurrent workers: extractive work uses a whole core, and the event loop that relays streams needs another. */
const WORKERS_MAX = 2
const WAITING_MAX = 256
/** Far above the time for the largest text; a worker that takes longer is stuck. */
const COMPOSE_MS_MAX = 30_000
/** An unused worker is ended after this time, to free its memory. */
const IDLE_MS_MAX = 30_000

interface WorkerPool {
  compose(assignment: Assignment, signal: AbortSignal): Promise<Composition>
  close(): void
}

/**
 * Runs assignments in worker threads, oldest first. Aborting terminates the thread at once, even while it computes.
 */
export function workerPool(): WorkerPool {
  const closing = new AbortController()
  const idle = idleWorkers()
  const acquire = semaphore()
  return {
    async compose(assignment, signal) {
      const stop = AbortSignal.any([signal, closing.signal])
      const release = await acquire(stop)
      const worker = idle.take() ?? new Worker(new URL('./worker.ts', import.meta.url).href, { smol: true })
      let isReusable = false
      try {
        const composition = await ask(worker, assignment, stop)
        isReusable = !closing.signal.aborted
        return composition
      } finally {
        if (isReusable) idle.keep(worker)
        else worker.terminate()
        release()
      }
    },
    close() {
      closing.abort()
      idle.clear()
    },
  }
}

/** A semaphore: resolves with the function that releases the place and admits the oldest waiter. */
function semaphore(): (signal: AbortSignal) => Promise<() => void> {
  const waiting: (() => void)[] = []
  let taken = 0
  const release = () => {
    const next = waiting.shift()
    // The place passes to the next waiter without becoming free.
    if (next) next()
    else taken -= 1
  }
  return async (signal) => {
    if (signal.aborted) throw cancelled()
    if (taken < WORKERS_MAX) {
      taken += 1
      return release
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
    return release
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
      // The last one may have kept the texts that it is asked about again; the others end when they are idle for long.
      const worker = [...workers.keys()].at(-1)
      if (worker) forget(worker)
      worker?.ref()
      return worker
    },
    keep(worker: Worker) {
      // An idle thread must not keep the process alive.
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
