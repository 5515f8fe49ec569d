import { openTemporary } from '../../test/temporary-store'
import { tokenStoreContract } from './tokens.contract'

tokenStoreContract('sqlite', openTemporary)
