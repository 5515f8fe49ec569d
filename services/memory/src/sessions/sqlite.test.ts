import { sessionStoreContract } from './sessions.contract'
import { openTemporary } from './temporary-store'
import { turnStoreContract } from './turns.contract'

sessionStoreContract('sqlite', openTemporary)
turnStoreContract('sqlite', openTemporary)
