import { setDefaultTimeout } from 'bun:test'
import { realStore } from '../../../../../test/real-store'
import { openFresh } from '../../../test/mongo-stores'
import { streamStoreContract } from '../streams.contract'

setDefaultTimeout(180_000) // a busy machine and its disk

realStore('MONGO_URI', (uri) => {
  streamStoreContract('mongodb, at one replica', openFresh(uri))
  streamStoreContract('mongodb, a lease for each stream', openFresh(uri), false)
})
