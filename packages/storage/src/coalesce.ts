import { AppError } from '@collabry/runtime/errors'

/** No batch is made smaller than this by a store that is slow. */
const ITEMS_MIN = 50
/** Maximum number of waiting items. More are refused with `overloaded`. */
const WAITING_MAX = 10_000

interface Options<Item, Result> {
  /** Least time between the starts of two batches. Under load, calls share a batch; a single call does not wait. */
  gapMs: number
  itemsMax: number
  /** After a batch that took longer the next ones are half as large, until they take less than half of it. */
  slowMs?: number
  now?: () => number
  /** Works on a batch: one outcome an item, in order. */
  run(items: Item[]): Promise<PromiseSettledResult<Result>[]>
}

/**
 * Calls that arrive while a batch runs, or within the gap after its start, form the next one: their number a second is bounded.
 */
export function coalesce<Item, Result>({
  gapMs,
  itemsMax,
  slowMs = Number.POSITIVE_INFINITY,
  now = () => performance.now(),
  run,
}: Options<Item, Result>): (item: Item) => Promise<Result> {
  const waiting: { item: Item; resolve: (value: Result) => void; reject: (error: unknown) => void }[] = []
  let isScheduled = false
  let startedAt = Number.NEGATIVE_INFINITY
  let batchMax = itemsMax

  const schedule = () => {
    if (isScheduled || waiting.length === 0) return
    isScheduled = true
    const waitMs = startedAt + gapMs - now()
    if (waitMs > 0) setTimeout(start, waitMs)
    else setImmediate(start)
  }
  const start = async () => {
    startedAt = now()
    const batch = waiting.splice(0, batchMax)
    try {
      const outcomes = await run(batch.map(({ item }) => item))
      batch.forEach(({ resolve, reject }, index) => {
        const outcome = outcomes[index]
        if (outcome?.status === 'fulfilled') resolve(outcome.value)
        else reject(outcome?.reason)
      })
    } catch (error) {
      for (const { reject } of batch) reject(error)
    }
    const tookMs = now() - startedAt
    if (tookMs > slowMs) batchMax = Math.min(itemsMax, Math.max(ITEMS_MIN, Math.floor(batch.length / 2)))
    else if (tookMs < slowMs / 2) batchMax = Math.min(itemsMax, 2 * batchMax)
    isScheduled = false
    schedule()
  }
  return (item) =>
    new Promise((resolve, reject) => {
      if (waiting.length >= WAITING_MAX)
        throw new AppError('overloaded', 'Too many calls to the store are waiting; try again.', { retryAfterMs: 1_000 })
      waiting.push({ item, resolve, reject })
      schedule()
    })
}
