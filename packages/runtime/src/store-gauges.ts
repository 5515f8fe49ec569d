import { Gauge, type Registry } from 'prom-client'
import { withTimeout } from './abort'

/** Longest time that a scrape waits for a store. */
const READ_MS_MAX = 300
/** Age at which values are read again: scrapes of several servers, or by hand, ask the store no more often. */
const READ_EVERY_MS = 1_000

interface GaugeText {
  name: string
  help: string
}

interface StoreGauges<Key extends string> {
  registry: Registry
  gauges: Record<Key, GaugeText>
  /** Asks the store for all values at once. */
  read: () => Promise<Record<Key, number>>
  /** Milliseconds of a monotonic clock. */
  now?: () => number
}

/**
 * Gauges whose values are read from a store. While the store is slow or unavailable a scrape shows the last values (NaN before the
 * first) together with all other series, and one read at most is under way.
 */
export function storeGauges<Key extends string>({
  registry,
  gauges,
  read,
  now = () => performance.now(),
}: StoreGauges<Key>): void {
  const keys = Object.keys(gauges) as Key[]
  let values = Object.fromEntries(keys.map((key) => [key, Number.NaN])) as Record<Key, number>
  let readAtMs = Number.NEGATIVE_INFINITY
  let reading: Promise<void> | undefined
  const refresh = async () => {
    if (now() - readAtMs < READ_EVERY_MS) return
    reading ??= read()
      .then((fresh) => {
        values = fresh
        readAtMs = now()
      })
      .finally(() => {
        reading = undefined
      })
    await withTimeout(reading, READ_MS_MAX).catch(() => undefined)
  }
  for (const key of keys)
    new Gauge({
      ...gauges[key],
      registers: [registry],
      async collect() {
        await refresh()
        this.set(values[key])
      },
    })
}
