import { createHash } from 'node:crypto'
import { AppError, toAppError } from '@collabry/runtime/errors'
import { openedByRead, peekFirst } from '@collabry/runtime/generators'
import type { Log } from '@collabry/runtime/log'
import { periodic } from '@collabry/runtime/periodic'
import { CircuitState, ConsecutiveBreaker, circuitBreaker, handleWhen } from 'cockatiel'
import type { GeneratePart, GenerateRequest, Model, ModelStatus } from '../models/model'

interface BalancedModel extends Model {
  /** Number of answers that all reachable servers generate at once. */
  places(): number
  /** Number of reachable servers. */
  up(): number
  /** Each server by its host and port. */
  each(): { host: string; isUp: boolean; running: number }[]
}

interface Options {
  /** Answers of this process that one server generates at once; it changes with the number of replicas. */
  runningMax(): number
  onFailOver(): void
  /** The number of reachable servers has changed. */
  onChange(): void
  log: Log
}

const CHECK_MS = 1_000
/** While a circuit is open, so that a server that is back is used again within two seconds. */
const CHECK_BROKEN_MS = 250
/** A single server whose circuit is closed has no check that is due: the next one comes when its circuit opens. */
const CHECK_SINGLE_MS = 60_000
/** A timer may fire this much too soon. */
const EARLY_MS = 50

/** Several servers with the port of one. A request goes to the next server only if it failed before its first part. */
export function balancedModel(upstreams: Upstream[], { runningMax, onFailOver, onChange, log }: Options): BalancedModel {
  const up = () => upstreams.filter(({ isUp }) => isUp).length
  let checkedAt = performance.now()

  /** A single server is checked only while its circuit is open: otherwise its state changes nothing. */
  async function checkAll(): Promise<void> {
    const isDue = upstreams.length > 1 && performance.now() - checkedAt >= CHECK_MS - EARLY_MS
    const due = isDue ? upstreams : upstreams.filter((one) => one.isBroken())
    if (due.length === 0) return
    if (isDue) checkedAt = performance.now()
    const before = up()
    await Promise.all(due.map((one) => one.check()))
    if (up() !== before) onChange()
  }
  const everyMs = () => {
    if (upstreams.some((one) => one.isBroken())) return CHECK_BROKEN_MS
    return upstreams.length > 1 ? CHECK_MS : CHECK_SINGLE_MS
  }
  const checks = periodic({ name: 'upstream checks', everyMs, work: checkAll, log })
  for (const one of upstreams) one.onBreak(() => checks.trigger())

  /** Runs the work on the first server that takes it. */
  async function firstOf<T>(order: Upstream[], signal: AbortSignal, attempt: (one: Upstream) => Promise<T>): Promise<T> {
    let failure: unknown
    for (const [index, one] of order.entries()) {
      try {
        return await attempt(one)
      } catch (error) {
        if (signal.aborted || !mayFailOver(error)) throw error
        failure ??= error
        if (index < order.length - 1) onFailOver()
      }
    }
    throw failure ?? new AppError('unavailable', 'There is no model server.')
  }

  const any = <T>(signal: AbortSignal, work: (model: Model) => Promise<T>) =>
    firstOf(routingOrder(upstreams, undefined, runningMax()), signal, (one) => one.tried(() => work(one.model)))

  return {
    generate: (request, signal) =>
      openedByRead(() => {
        const order = routingOrder(upstreams, request.sessionId, runningMax())
        return firstOf(order, signal, (one) => one.guarded(() => peekFirst(counted(one, request, signal))))
      }),
    embed: (texts, signal, options) => any(signal, (model) => model.embed(texts, signal, options)),
    contextTokensMax: (name, signal) => any(signal, (model) => model.contextTokensMax(name, signal)),
    status: async () => combinedStatus(await Promise.all(upstreams.map(({ model }) => model.status()))),
    // When no server is reachable, requests are admitted and fail at once, instead of waiting in the queue.
    places: () => (up() || upstreams.length) * runningMax(),
    up,
    each: () => upstreams.map(({ id, isUp, running }) => ({ host: new URL(id).host, isUp, running })),
    async [Symbol.asyncDispose]() {
      await Promise.all([checks, ...upstreams.map(({ model }) => model)].map((one) => one[Symbol.asyncDispose]()))
    },
  }
}

/** An answer of one server, counted while it runs. */
async function* counted(one: Upstream, request: GenerateRequest, signal: AbortSignal): AsyncGenerator<GeneratePart> {
  one.running++
  try {
    yield* one.model.generate(request, signal)
  } finally {
    one.running--
  }
}

/** A timeout is excluded: a second wait of the same length would help nobody. */
const mayFailOver = (error: unknown): boolean => ['unavailable', 'overloaded', 'upstream_error'].includes(toAppError(error).code)

/** Healthy as long as one server is; the models are those of all servers. */
function combinedStatus(all: ModelStatus[]): ModelStatus {
  const [one] = [...all.filter(({ state }) => state !== 'unhealthy'), ...all]
  if (!one) throw new Error('no upstream')
  const models = new Map(all.flatMap(({ models }) => models.map((model) => [model.name, model])))
  return { ...one, models: [...models.values()] }
}

export interface Load {
  /** Hashed to rank servers, so it is the same in every replica. */
  id: string
  running: number
  isUp: boolean
}

/** A session moves to another server when its own has more than this multiple of its share. */
const SHARE_MAX = 1.25

/**
 * The order in which to try the servers. A session goes to the same server each time, because its prefix is cached there
 * (rendezvous hashing: adding or removing a server moves only its own sessions), unless that server is full or overloaded. A
 * request without a session goes to the server with the fewest running answers. Servers that are down come last.
 */
export function routingOrder<Server extends Load>(
  servers: readonly Server[],
  sessionId: string | undefined,
  runningMax: number,
): Server[] {
  if (servers.length === 1) return [...servers]
  const up = servers.filter(({ isUp }) => isUp)
  const total = up.reduce((sum, { running }) => sum + running, 0)
  const shareMax = Math.ceil((SHARE_MAX * (total + 1)) / Math.max(1, up.length))
  const ranked = servers.map((server, index) => ({
    server,
    isDown: Number(!server.isUp),
    isFull: Number(server.running >= runningMax),
    isLoaded: sessionId === undefined ? server.running : Number(server.running >= shareMax),
    rank: sessionId === undefined ? index : -weight(server.id, sessionId),
  }))
  ranked.sort((a, b) => a.isDown - b.isDown || a.isFull - b.isFull || a.isLoaded - b.isLoaded || a.rank - b.rank)
  return ranked.map(({ server }) => server)
}

const weight = (id: string, sessionId: string): number =>
  createHash('sha256').update(id).update('\0').update(sessionId).digest().readUIntBE(0, 6)

/** One model server, its load and its circuit breaker. */
export interface Upstream extends Load {
  model: Model
  /** Starts an answer; throws `unavailable` at once while the circuit is open. */
  guarded<T>(call: () => Promise<T>): Promise<T>
  /** Any other call. It neither opens nor closes the circuit: embeddings may work while answers do not, and the reverse. */
  tried<T>(call: () => Promise<T>): Promise<T>
  /** Reads and stores its state; only this closes an open circuit. */
  check(): Promise<void>
  /** Whether the circuit is open, so that only `check` reaches the server. */
  isBroken(): boolean
  /** Calls `listener` each time the circuit opens. */
  onBreak(listener: () => void): void
}

const FAILURES_MAX = 5
const OPEN_MS = 500

export function upstream(id: string, model: Model): Upstream {
  const breaker = circuitBreaker(handleWhen(isServerFault), {
    halfOpenAfter: OPEN_MS,
    breaker: new ConsecutiveBreaker(FAILURES_MAX),
  })
  const isBroken = () => breaker.state !== CircuitState.Closed
  const noteFailure = async <T>(call: () => Promise<T>): Promise<T> => {
    try {
      return await call()
    } catch (error) {
      if (isUnreachable(error) || isBroken()) self.isUp = false
      throw error
    }
  }
  const self: Upstream = {
    id,
    model,
    running: 0,
    isUp: true,
    isBroken,
    onBreak: breaker.onBreak,
    async guarded(call) {
      // A request does not test whether the server is back: it could hang for as long as a first token may take.
      if (isBroken()) throw broken()
      return noteFailure(() => breaker.execute(call))
    },
    tried: noteFailure,
    async check() {
      const ask = async () => {
        const { state, detail } = await model.status()
        if (state === 'unhealthy') throw new AppError('unavailable', detail, { retryAfterMs: RETRY_MS })
      }
      const isHealthy = await (isBroken() ? breaker.execute(ask) : ask()).then(
        () => true,
        () => false,
      )
      self.isUp = isHealthy && !isBroken()
    },
  }
  return self
}

const RETRY_MS = 1_000

/** Whether the server, and not the request, is at fault. */
function isServerFault(error: unknown): boolean {
  const { code } = toAppError(error)
  return code === 'timeout' || code === 'upstream_error' || isUnreachable(error)
}

/** Excludes a missing model, which is `unavailable` too: only conditions that may pass have a retry time. */
const isUnreachable = (error: unknown): boolean =>
  error instanceof AppError && error.code === 'unavailable' && error.retryAfterMs !== undefined

const broken = () =>
  new AppError('unavailable', 'The model server failed several times and is not used for a moment; try again shortly.', {
    retryAfterMs: RETRY_MS,
  })
