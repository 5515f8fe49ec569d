import { openTemporary } from '../../../test/temporary-store'
import { streamStoreContract } from '../streams.contract'

streamStoreContract('sqlite', openTemporary)
