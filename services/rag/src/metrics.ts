import { instrumented, type StoreSeconds, storeGauges } from '@collabry/runtime/metrics'
import { Counter, Histogram, type Registry } from 'prom-client'
import type { Documents } from './documents/store'
import type { Tasks } from './documents/tasks'

export interface RagMetrics {
  chunksIndexed: Counter
  searchSeconds: Histogram<'mode'>
}

export function ragMetrics(registry: Registry, tasks: Tasks): RagMetrics {
  const registers = [registry]
  storeGauges({
    registry,
    gauges: {
      waiting: { name: 'collabry_rag_tasks_waiting', help: 'Tasks that are not done' },
      oldestSeconds: { name: 'collabry_rag_task_oldest_age_seconds', help: 'Age of the oldest task that is not done' },
    },
    async read() {
      const { waiting, oldestAgeMs } = await tasks.backlog()
      return { waiting, oldestSeconds: oldestAgeMs / 1_000 }
    },
  })
  return {
    chunksIndexed: new Counter({ name: 'collabry_rag_chunks_indexed_total', help: 'Chunks made searchable', registers }),
    searchSeconds: new Histogram({
      name: 'collabry_rag_search_seconds',
      help: 'Time of a search, the embedding of the query included',
      labelNames: ['mode'],
      buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5],
      registers,
    }),
  }
}

/** The same documents, with the time of each operation. */
export const measuredDocuments = (documents: Documents, seconds: StoreSeconds): Documents => ({
  ...documents,
  catalogue: instrumented('catalogue', documents.catalogue, seconds),
  tasks: instrumented('tasks', documents.tasks, seconds),
  blobs: instrumented('blobs', documents.blobs, seconds),
  garbage: instrumented('garbage', documents.garbage, seconds),
  erasures: instrumented('erasures', documents.erasures, seconds),
})
