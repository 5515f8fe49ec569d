import { openTemporary } from '../../test/temporary-store'
import { erasureStoreContract } from './erasure.contract'

erasureStoreContract('sqlite', openTemporary)
