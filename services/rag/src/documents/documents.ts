import type { Blobs } from './blobs'
import type { Erasures } from './erasures'
import type { Graveyard } from './graveyard'
import type { Catalogue } from './store'
import type { Tasks } from './tasks'

/** Everything the service knows of documents; one implementation for all the ports, because they share one commit. */
export interface Documents extends AsyncDisposable {
  /** As the state of the service names it. */
  name: 'sqlite' | 'mongodb'
  catalogue: Catalogue
  tasks: Tasks
  blobs: Blobs
  graveyard: Graveyard
  erasures: Erasures
}

export interface DocumentSettings {
  /** How long the bytes of a failed upload are kept, so that it can be tried again. */
  keepFailedMs: number
}
