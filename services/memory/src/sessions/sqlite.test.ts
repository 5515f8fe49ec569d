import { openTemporary } from '../../test/temporary-store'
import { sessionStoreContract } from './sessions.contract'
import { turnStoreContract } from './turns.contract'

sessionStoreContract('sqlite', openTemporary)
turnStoreContract('sqlite', openTemporary)
