import { setDefaultTimeout } from 'bun:test'
import { realStore } from '../../../../test/real-store'
import { openFresh } from '../../test/mongo-stores'
import { idempotencyStoreContract } from './idempotency.contract'

setDefaultTimeout(180_000) // a busy machine and its disk

realStore('MONGO_URI', (uri) => idempotencyStoreContract('mongodb', openFresh(uri)))
