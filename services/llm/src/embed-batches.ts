import { AppError, toAppError } from '@collabry/runtime/errors'
import { type EmbedJob, embedQueue } from './embed-queue'
import type { LlmMetrics } from './metrics'
import type { Model } from './models/model'

interface Options {
  model: Model
  /** Calls of each kind, questions and documents, that the model has at once: a question waits behind no book. */
  callsMax: number
  /** Best rate on a small machine, and short enough to be done soon. */
  batchTextsMax: number
  queuedMax: number
  /** Longest wait for a turn. */
  queueMs: number
  metrics: Pick<LlmMetrics, 'embedBatchTexts' | 'textsCut'>
}

interface Job extends EmbedJob {
  resolve(vectors: Float32Array[]): void
  reject(error: unknown): void
  /** It has its vectors, or nobody waits for them. */
  isDone: boolean
  onDone(): void
}

/** How long a text waits for others to share a call with. */
const GATHER_MS = 2

export type EmbedTogether = (job: EmbedJob, signal: AbortSignal) => Promise<Float32Array[]>

/** Puts the texts of many callers into few calls of the model. A job has at most `batchTextsMax` texts. */
export function embedBatches({ model, callsMax, batchTextsMax, queuedMax, queueMs, metrics }: Options): EmbedTogether {
  const queue = embedQueue<Job>()
  const running = { urgent: 0, documents: 0 }
  let isGathering = false

  const gather = () => {
    if (isGathering) return
    isGathering = true
    setTimeout(() => {
      isGathering = false
      for (const kind of ['urgent', 'documents'] as const) start(kind)
    }, GATHER_MS)
  }
  const start = (kind: 'urgent' | 'documents') => {
    while (running[kind] < callsMax) {
      const jobs = queue.take(kind, batchTextsMax)
      if (jobs.length === 0) return
      running[kind]++
      void embedAll(jobs).finally(() => {
        running[kind]--
        start(kind)
      })
    }
  }

  /** One call for all of them. When it fails, each has its own: one caller's text must not fail the others. */
  async function embedAll(jobs: Job[]): Promise<void> {
    const failure = await embedOnce(jobs)
    if (failure === undefined) return
    const isShared = jobs.length > 1 && toAppError(failure).code === 'upstream_error'
    for (const job of jobs) {
      const own = isShared && !job.isDone ? await embedOnce([job]) : failure
      if (own !== undefined) job.reject(own)
    }
  }

  async function embedOnce(jobs: Job[]): Promise<unknown> {
    const call = new AbortController()
    let waiting = jobs.length
    for (const job of jobs) {
      job.onDone = () => {
        if (--waiting === 0) call.abort(new AppError('cancelled', 'Nobody waits for it.'))
      }
    }
    const texts = jobs.flatMap((job) => job.texts)
    metrics.embedBatchTexts.observe(texts.length)
    try {
      const { vectors, textsCut } = await model.embed(texts, call.signal)
      metrics.textsCut.inc(textsCut)
      let start = 0
      for (const job of jobs) {
        job.resolve(vectors.slice(start, start + job.texts.length))
        start += job.texts.length
      }
      return undefined
    } catch (error) {
      return error ?? new Error('failed without a reason')
    }
  }

  return (given, signal) =>
    new Promise((resolve, reject) => {
      if (signal.aborted) return reject(signal.reason)
      if (queue.size() >= queuedMax) return reject(overloaded())
      const settle = (settled: () => void) => {
        if (job.isDone) return
        job.isDone = true
        clearTimeout(timer)
        signal.removeEventListener('abort', leave)
        settled()
        job.onDone()
      }
      const job: Job = {
        ...given,
        isDone: false,
        onDone: () => {},
        resolve: (vectors: Float32Array[]) => settle(() => resolve(vectors)),
        reject: (error: unknown) => settle(() => reject(error)),
      }
      const leave = () => {
        queue.remove(job)
        job.reject(signal.reason)
      }
      const timer = setTimeout(() => queue.remove(job) && job.reject(overloaded()), queueMs)
      signal.addEventListener('abort', leave)
      queue.add(job)
      gather()
    })
}

const overloaded = () =>
  new AppError('overloaded', 'Too many texts are being embedded at once; try again shortly.', { retryAfterMs: 2_000 })
