import { AppError, toAppError } from '@collabry/runtime/errors'
import type { GeneratePart, GenerateRequest, Model, ModelStatus } from '../models/model'
import { orderOf } from './routing'
import type { Upstream } from './upstream'

export interface Balanced extends Model {
  /** How many answers all servers that are up make at once. */
  places(): number
  up(): number
}

interface Options {
  /** Answers one server makes at once. */
  runningMax: number
  onFailOver(): void
  /** What is up has changed. */
  onChange(): void
}

const CHECK_MS = 1_000
/** While a circuit is open: a server that is back is used again within two seconds. */
const CHECK_BROKEN_MS = 250

/** Several servers behind the port of one. A request goes to the next server only when it failed before its first part. */
export function balancedModel(upstreams: Upstream[], { runningMax, onFailOver, onChange }: Options): Balanced {
  const up = () => upstreams.filter(({ isUp }) => isUp).length
  const checking = setInterval(() => void checkAll(), CHECK_BROKEN_MS)
  let checkedAt = performance.now()
  let isChecking = false

  /** One server alone is looked at only while its circuit is open: whether it is up changes nothing else. */
  async function checkAll(): Promise<void> {
    const isDue = upstreams.length > 1 && performance.now() - checkedAt >= CHECK_MS
    const due = isDue ? upstreams : upstreams.filter((one) => one.isBroken())
    if (due.length === 0 || isChecking) return
    if (isDue) checkedAt = performance.now()
    isChecking = true
    const before = up()
    await Promise.all(due.map((one) => one.check()))
    isChecking = false
    if (up() !== before) onChange()
  }

  /** The work on the first server that takes it. */
  async function first<T>(order: Upstream[], signal: AbortSignal, attempt: (one: Upstream) => Promise<T>): Promise<T> {
    let failure: unknown
    for (const [index, one] of order.entries()) {
      try {
        return await attempt(one)
      } catch (error) {
        if (signal.aborted || !mayGoOn(error)) throw error
        failure ??= error
        if (index < order.length - 1) onFailOver()
      }
    }
    throw failure ?? new AppError('unavailable', 'There is no model server.')
  }

  const any = <T>(signal: AbortSignal, work: (model: Model) => Promise<T>) =>
    first(orderOf(upstreams, undefined, runningMax), signal, (one) => one.tried(() => work(one.model)))

  return {
    async *generate(request, signal) {
      const order = orderOf(upstreams, request.sessionId, runningMax)
      const begun = await first(order, signal, (one) => one.guarded(() => begin(one, request, signal)))
      yield* begun
    },
    embed: (texts, signal) => any(signal, (model) => model.embed(texts, signal)),
    contextTokensMax: (name, signal) => any(signal, (model) => model.contextTokensMax(name, signal)),
    status: async () => together(await Promise.all(upstreams.map(({ model }) => model.status()))),
    // When none is up, requests get in and are told so, instead of waiting for their turn.
    places: () => (up() || upstreams.length) * runningMax,
    up,
    async [Symbol.asyncDispose]() {
      clearInterval(checking)
      await Promise.all(upstreams.map(({ model }) => model[Symbol.asyncDispose]()))
    },
  }
}

/** Waits for the first part, so that a failure before it can be tried elsewhere; the rest comes by the generator. */
async function begin(one: Upstream, request: GenerateRequest, signal: AbortSignal): Promise<AsyncGenerator<GeneratePart>> {
  const parts = one.model.generate(request, signal)
  one.running++
  try {
    const firstPart = await parts.next()
    return rest(one, firstPart, parts)
  } catch (error) {
    one.running--
    throw error
  }
}

async function* rest(one: Upstream, first: IteratorResult<GeneratePart>, parts: AsyncGenerator<GeneratePart>) {
  try {
    for (let next = first; !next.done; next = await parts.next()) yield next.value
  } finally {
    one.running--
    await parts.return(undefined)
  }
}

/** Not after a timeout: a second wait as long as the first helps nobody. */
const mayGoOn = (error: unknown): boolean => ['unavailable', 'overloaded', 'upstream_error'].includes(toAppError(error).code)

/** Healthy as long as one is; what can be asked for is what any of them has. */
function together(all: ModelStatus[]): ModelStatus {
  const [one] = [...all.filter(({ state }) => state !== 'unhealthy'), ...all]
  if (!one) throw new Error('no upstream')
  return { ...one, models: [...new Set(all.flatMap(({ models }) => models))] }
}
