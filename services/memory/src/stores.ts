import type { DigestQueue } from './digests/store'
import type { ErasureStore } from './erasure/store'
import type { IdempotencyStore } from './idempotency/store'
import type { KeyStore } from './keys/store'
import type { ConversationStore } from './sessions/store'
import type { StreamStore } from './streams/store'
import type { TokenStore } from './tokens/store'
import type { UsageStore } from './usage/store'

/** Everything the service keeps, by concept, on one kind of store. */
export interface Stores extends AsyncDisposable {
  /** The clock by which times are kept and leases judged: the same for all processes on one store. */
  now: () => number
  conversations: ConversationStore
  erasures: ErasureStore
  tokens: TokenStore
  keys: KeyStore
  streams: StreamStore
  idempotency: IdempotencyStore
  usage: UsageStore
  digests: DigestQueue
}
