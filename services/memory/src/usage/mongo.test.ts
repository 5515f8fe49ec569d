import { setDefaultTimeout } from 'bun:test'
import { realStore } from '../../../../test/real-store'
import { openFresh } from '../../test/mongo-stores'
import { usageStoreContract } from './usage.contract'

setDefaultTimeout(180_000) // a busy machine and its disk

realStore('MONGO_URI', (uri) => usageStoreContract('mongodb', openFresh(uri)))
