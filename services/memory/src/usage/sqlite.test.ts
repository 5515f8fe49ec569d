import { openTemporary } from '../../test/temporary-store'
import { usageStoreContract } from './usage.contract'

usageStoreContract('sqlite', openTemporary)
