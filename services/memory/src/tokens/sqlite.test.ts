import { openTemporary } from '../../test/temporary-store'
import { accountStoreContract } from './tokens.contract'

accountStoreContract('sqlite', openTemporary)
