import { Gauge, Histogram, type Registry } from 'prom-client'
import type { MemoryStore } from './sessions/store'

/** The same store, with the time of each operation and the number of open turns in the registry. */
export function measured(store: MemoryStore, registry: Registry): MemoryStore {
  const seconds = new Histogram({
    name: 'memory_store_seconds',
    help: 'Time of a store operation until it was answered, by operation and outcome',
    labelNames: ['operation', 'outcome'],
    buckets: [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5],
    registers: [registry],
  })
  new Gauge({
    name: 'memory_open_turns',
    help: 'Turns that are being written',
    registers: [registry],
    async collect() {
      this.set(await store.openTurns())
    },
  })
  const timed =
    <Args extends unknown[], Result>(operation: string, call: (...args: Args) => Promise<Result>) =>
    async (...args: Args): Promise<Result> => {
      const end = seconds.startTimer({ operation })
      try {
        const result = await call(...args)
        end({ outcome: 'ok' })
        return result
      } catch (error) {
        end({ outcome: 'error' })
        throw error
      }
    }
  return {
    ...store,
    create: timed('create', store.create),
    get: timed('get', store.get),
    list: timed('list', store.list),
    rename: timed('rename', store.rename),
    delete: timed('delete', store.delete),
    messages: timed('messages', store.messages),
    begin: timed('begin', store.begin),
    append: timed('append', store.append),
    end: timed('end', store.end),
    settle: timed('settle', store.settle),
    rescue: timed('rescue', store.rescue),
  }
}
