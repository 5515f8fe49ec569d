import { openTemporary } from '../../test/temporary-store'
import { keyStoreContract } from './keys.contract'

keyStoreContract('sqlite', openTemporary)
