import { createHash } from 'node:crypto'
import { AppError, toAppError } from '@collabry/runtime/errors'
import { LRUCache } from 'lru-cache'
import type { LlmMetrics } from './metrics'
import type { EmbeddingDescription } from './models/embeddings'
import type { Model } from './models/model'

interface Options {
  model: Model
  /** Concurrent calls to the model per kind, so that no question waits for a book. */
  callsMax: number
  batchTextsMax: number
  queuedMax: number
  /** Longest wait in the queue. */
  queueMs: number
  metrics: Pick<LlmMetrics, 'embedBatchTexts' | 'textsCut'>
}

interface Job extends EmbedJob {
  resolve(vectors: Float32Array[]): void
  reject(error: unknown): void
  /** It has its vectors, or its caller has left. */
  isDone: boolean
  onDone(): void
}

/** Texts wait this long for others that can share their call. */
const GATHER_MS = 2

/** A job has at most `batchTextsMax` texts. */
type EmbedBatched = (job: EmbedJob, signal: AbortSignal) => Promise<Float32Array[]>

/** Combines the texts of many callers in few calls to the model. */
export function embedBatches({ model, callsMax, batchTextsMax, queuedMax, queueMs, metrics }: Options): EmbedBatched {
  const queue = embedQueue<Job>()
  const running: Record<Kind, number> = { questions: 0, pages: 0, documents: 0 }
  const embedAll = batchCaller(model, metrics)
  let isGathering = false

  const gather = () => {
    if (isGathering) return
    isGathering = true
    setTimeout(() => {
      isGathering = false
      for (const kind of KINDS) start(kind)
    }, GATHER_MS)
  }
  const start = (kind: Kind) => {
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

  return async (given, signal) => {
    signal.throwIfAborted()
    if (queue.size() >= queuedMax) throw overloaded()
    const { job, vectors } = jobOf(given)
    const leave = () => {
      queue.remove(job)
      job.reject(signal.reason)
    }
    const timer = setTimeout(() => queue.remove(job) && job.reject(overloaded()), queueMs)
    signal.addEventListener('abort', leave)
    queue.add(job)
    gather()
    try {
      return await vectors
    } finally {
      clearTimeout(timer)
      signal.removeEventListener('abort', leave)
    }
  }
}

/** A job for the queue, and the promise of its vectors. */
function jobOf(given: EmbedJob): { job: Job; vectors: Promise<Float32Array[]> } {
  const { promise, resolve, reject } = Promise.withResolvers<Float32Array[]>()
  const settle = (outcome: () => void) => {
    if (job.isDone) return
    job.isDone = true
    outcome()
    job.onDone()
  }
  const job: Job = {
    ...given,
    isDone: false,
    onDone: () => {},
    resolve: (vectors) => settle(() => resolve(vectors)),
    reject: (error) => settle(() => reject(error)),
  }
  return { job, vectors: promise }
}

/** Embeds jobs in one call. If that fails, each job gets a call of its own: the text of one caller must not fail the others. */
function batchCaller(model: Model, metrics: Options['metrics']): (jobs: Job[]) => Promise<void> {
  async function embedOnce(jobs: Job[]): Promise<unknown> {
    const call = new AbortController()
    let waiting = jobs.length
    for (const job of jobs) {
      job.onDone = () => {
        if (--waiting === 0) call.abort(new AppError('cancelled', 'All callers have left.'))
      }
    }
    const texts = jobs.flatMap((job) => job.texts)
    metrics.embedBatchTexts.observe(texts.length)
    try {
      const { vectors, textsCut } = await model.embed(texts, call.signal, { urgent: jobs.some(({ urgent }) => urgent) })
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

  return async (jobs) => {
    const failure = await embedOnce(jobs)
    if (failure === undefined) return
    const isRetriedAlone = jobs.length > 1 && toAppError(failure).code === 'upstream_error'
    for (const job of jobs) {
      const own = isRetriedAlone && !job.isDone ? await embedOnce([job]) : failure
      if (own !== undefined) job.reject(own)
    }
  }
}

const overloaded = () =>
  new AppError('overloaded', 'Too many texts are being embedded at once; try again shortly.', { retryAfterMs: 2_000 })

/** Texts of one caller, whose vectors are wanted. */
interface EmbedJob {
  userId: string
  /** A user waits: goes before background work. */
  urgent: boolean
  texts: string[]
}

/** Short texts for which a user waits, long ones, and background work. */
const KINDS = ['questions', 'pages', 'documents'] as const
type Kind = (typeof KINDS)[number]

/** About 60 tokens. */
const QUESTION_BYTES_MAX = 256
/** Texts of one user in a call for which users wait; a search asks for two at once. */
const SHARE_BYTES_MAX = 128

const bytesOf = ({ texts }: EmbedJob) => texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0)

function kindOf(job: EmbedJob): Kind {
  if (!job.urgent) return 'documents'
  return bytesOf(job) <= QUESTION_BYTES_MAX ? 'questions' : 'pages'
}

/** Waiting jobs. Those of each kind are taken with their users taking turns. */
function embedQueue<Job extends EmbedJob>() {
  const byUser: Record<Kind, Map<string, Set<Job>>> = { questions: new Map(), pages: new Map(), documents: new Map() }
  let size = 0

  const remove = (job: Job): boolean => {
    const users = byUser[kindOf(job)]
    const jobs = users.get(job.userId)
    if (!jobs?.delete(job)) return false
    if (jobs.size === 0) users.delete(job.userId)
    size--
    return true
  }
  const next = (kind: Kind): Job | undefined => {
    for (const jobs of byUser[kind].values()) for (const job of jobs) return job
    return undefined
  }

  return {
    size: () => size,
    add(job: Job): void {
      size++
      const users = byUser[kindOf(job)]
      users.set(job.userId, (users.get(job.userId) ?? new Set()).add(job))
    },
    remove,
    /**
     * The next jobs of one kind, with at most `textsMax` texts together, but at least one job. While other users wait,
     * a user with many texts gets a small share of each call, because the next request waits for that call.
     */
    take(kind: Kind, textsMax: number): Job[] {
      const jobs: Job[] = []
      const shares = new Map<string, number>()
      let texts = 0
      for (let job = next(kind); job && (jobs.length === 0 || texts + job.texts.length <= textsMax); job = next(kind)) {
        const share = (shares.get(job.userId) ?? 0) + bytesOf(job)
        if (kind !== 'documents' && shares.has(job.userId) && share > SHARE_BYTES_MAX) break
        shares.set(job.userId, share)
        remove(job)
        const users = byUser[kind]
        const others = users.get(job.userId)
        if (others) {
          users.delete(job.userId)
          users.set(job.userId, others)
        }
        texts += job.texts.length
        jobs.push(job)
      }
      return jobs
    },
  }
}

interface Parts {
  description: EmbeddingDescription
  embedBatched: EmbedBatched
  /** Counts texts whose vector was in the cache, and those whose vector was not. */
  cached?: (hits: number, misses: number) => void
  /** Vectors in the cache; about 1.5 KB each at 384 components. */
  cachedMax?: number
}

export type Embed = (request: EmbedJob, signal: AbortSignal) => AsyncGenerator<Float32Array[]>

const CACHED_MAX = 4_096

/**
 * Vectors batch by batch, in the order of the texts. Each batch queues by itself, so that a long request blocks no other. The
 * latest vectors are cached by model and text: the same question, or the same bytes uploaded again, is embedded once.
 */
export function embedder({ description, embedBatched, cached, cachedMax = CACHED_MAX }: Parts): Embed {
  const { name, prefixes, batchTexts } = description
  const cache = new LRUCache<string, Float32Array>({ max: cachedMax })
  const keyOf = (text: string) => createHash('sha256').update(name).update('\0').update(text).digest('base64')

  return async function* embed({ userId, texts, urgent }, signal) {
    const prefix = urgent ? prefixes.query : prefixes.document
    for (let start = 0; start < texts.length; start += batchTexts) {
      const batch = texts.slice(start, start + batchTexts).map((text) => prefix + text)
      const keys = batch.map(keyOf)
      const vectors = keys.map((key) => cache.get(key))
      const missing = batch.filter((_, index) => vectors[index] === undefined)
      cached?.(batch.length - missing.length, missing.length)
      const made = missing.length === 0 ? [] : await embedBatched({ userId, urgent, texts: missing }, signal)
      yield keys.map((key, index) => {
        const vector = vectors[index] ?? shift(made)
        cache.set(key, vector)
        return vector
      })
    }
  }
}

function shift(vectors: Float32Array[]): Float32Array {
  const vector = vectors.shift()
  if (!vector) throw new Error('the model returned fewer vectors than texts')
  return vector
}
