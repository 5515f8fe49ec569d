import { Histogram, type Registry } from 'prom-client'
import { toAppError } from './errors'
import { runInSpan, startSpan } from './trace'

export type StoreSeconds = Histogram<'store' | 'operation' | 'outcome'>

/** Times of store operations, `collabry_<service>_store_seconds`. */
export const storeSeconds = (service: string, registry: Registry): StoreSeconds =>
  new Histogram({
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
