import { collectDefaultMetrics, Gauge, type Metric, Registry } from 'prom-client'
import { version } from '../../../package.json'
import { withTimeout } from './abort'
import { toAppError } from './errors'
import { runInSpan, startSpan } from './trace'

/** The lag of the event loop is sampled this often: with the default of 10 ms an idle process would do little else. */
const LAG_MS = 10_000

/** The metrics of one process; a service adds its own to the registry. No label ever holds a user, a session or a text. */
export function createMetrics(service: string, role = ''): { registry: Registry } {
  const registry = new Registry()
  registry.setDefaultLabels({ service })
  collectDefaultMetrics({ register: registry, eventLoopMonitoringPrecision: LAG_MS })
  new Gauge({
    name: 'collabry_build_info',
    help: 'Always 1; the labels name the version of the product and of Bun, and the role of a process of rag',
    labelNames: ['version', 'bun', 'role'],
    registers: [registry],
  }).set({ version, bun: Bun.version, role }, 1)
  return { registry }
}

interface DistributionText<Label extends string> extends GaugeText {
  labelNames?: readonly Label[]
  /** Upper bounds, ascending. */
  buckets: readonly number[]
  registers: readonly Registry[]
}

interface Series {
  labels: Record<string, string>
  /** Values by bucket, the last one without a bound. */
  counts: number[]
  sum: number
}

/**
 * A histogram as prom-client shows it. Its own histograms make four strings for each value, which is a tenth of what a short
 * call costs a service.
 */
export class Distribution<Label extends string = never> {
  readonly #series = new Map<string, Series>()
  readonly name: string

  constructor(private readonly text: DistributionText<Label>) {
    this.name = text.name
    if (!text.labelNames) this.#open('', {})
    for (const registry of text.registers) registry.registerMetric(this as unknown as Metric)
  }

  observe(labels: Record<Label, string>, value: number) {
    const { labelNames = [], buckets } = this.text
    let key = ''
    for (const name of labelNames) key += `${labels[name]}\0`
    const series = this.#series.get(key) ?? this.#open(key, labels)
    let bucket = 0
    while (bucket < buckets.length && !(value <= (buckets[bucket] ?? 0))) bucket++
    series.counts[bucket] = (series.counts[bucket] ?? 0) + 1
    series.sum += value
  }

  /** All series, as a registry reads them. */
  async get() {
    const { help, buckets } = this.text
    const values = this.#series.values().flatMap(({ labels, counts, sum }) => {
      let count = 0
      const bounds = counts.map((own, bucket) => {
        count += own
        return { labels: { le: buckets[bucket] ?? '+Inf', ...labels }, value: count, metricName: `${this.name}_bucket` }
      })
      const total = { labels, value: count, metricName: `${this.name}_count` }
      return [...bounds, { labels, value: sum, metricName: `${this.name}_sum` }, total]
    })
    return { name: this.name, help, type: 'histogram', values: [...values], aggregator: 'sum' }
  }

  #open(key: string, labels: Record<string, string>): Series {
    const series = { labels: { ...labels }, counts: Array<number>(this.text.buckets.length + 1).fill(0), sum: 0 }
    this.#series.set(key, series)
    return series
  }
}

/** The events of a MongoDB client that report its connections; the driver itself is not needed here. */
interface Pool {
  on(event: PoolEvent, listener: () => void): unknown
}
type PoolEvent =
  | 'connectionCreated'
  | 'connectionClosed'
  | 'connectionCheckOutStarted'
  | 'connectionCheckOutFailed'
  | 'connectionCheckedOut'
  | 'connectionCheckedIn'

/** Counts the connections of a pool: open ones, ones in use, and operations that wait for one. */
export function watchPool(name: string, registry: Registry): (pool: Pool) => void {
  const counts = { open: 0, used: 0, waiting: 0 }
  new Gauge({
    name: 'collabry_store_pool_connections',
    help: 'Connections to a store by state: open (all), used; and waiting: operations without one',
    labelNames: ['store', 'state'],
    registers: [registry],
    collect() {
      for (const [state, count] of Object.entries(counts)) this.set({ store: name, state }, count)
    },
  })
  const add = (state: keyof typeof counts, by: number) => () => {
    counts[state] += by
  }
  return (pool) => {
    pool.on('connectionCreated', add('open', 1))
    pool.on('connectionClosed', add('open', -1))
    pool.on('connectionCheckOutStarted', add('waiting', 1))
    pool.on('connectionCheckOutFailed', add('waiting', -1))
    pool.on('connectionCheckedOut', add('waiting', -1))
    pool.on('connectionCheckedOut', add('used', 1))
    pool.on('connectionCheckedIn', add('used', -1))
  }
}

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
 * Gauges whose values are read from a store. While the store is slow or unavailable a scrape shows the last values (NaN before
 * the first) together with all other series, and one read at most is under way.
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

export type StoreSeconds = Distribution<'store' | 'operation' | 'outcome'>

/** Times of store operations, `collabry_<service>_store_seconds`. */
export const storeSeconds = (service: string, registry: Registry): StoreSeconds =>
  new Distribution({
    name: `collabry_${service}_store_seconds`,
    help: 'Time of a store operation until it was answered, by store, operation and outcome (ok, or the code of the error)',
    labelNames: ['store', 'operation', 'outcome'],
    buckets: [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
    registers: [registry],
  })

type Method = (...args: unknown[]) => unknown

/** The same store; each operation that returns a promise is timed and has a span. */
export function instrumented<Store extends object>(name: string, store: Store, seconds: StoreSeconds): Store {
  const watch =
    (operation: string, method: Method): Method =>
    (...args) => {
      const startedAt = performance.now()
      const span = startSpan(`${name} ${operation}`, 'client')
      const result = runInSpan(span, () => method.apply(store, args))
      const end = (failure?: string) => {
        seconds.observe({ store: name, operation, outcome: failure ?? 'ok' }, (performance.now() - startedAt) / 1_000)
        span?.end(failure)
      }
      if (result instanceof Promise) return result.then(passOn(end), rethrow(end))
      span?.end()
      return result
    }
  const methods = Object.entries(store)
    .filter((entry): entry is [string, Method] => typeof entry[1] === 'function')
    .map(([operation, method]) => [operation, watch(operation, method)])
  return { ...store, ...Object.fromEntries(methods) }
}

const passOn =
  (end: () => void) =>
  <Value>(value: Value): Value => {
    end()
    return value
  }

const rethrow = (end: (failure: string) => void) => (error: unknown) => {
  end(toAppError(error).code)
  throw error
}
