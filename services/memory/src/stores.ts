import type { MemoryStore } from './sessions/store'

/** Everything the service keeps, by concept, on one kind of store. */
export interface Stores extends AsyncDisposable {
  memory: MemoryStore
}
