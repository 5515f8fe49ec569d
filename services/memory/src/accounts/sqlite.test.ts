import { openTemporary } from '../../test/temporary-store'
import { accountStoreContract } from './accounts.contract'

accountStoreContract('sqlite', openTemporary)
