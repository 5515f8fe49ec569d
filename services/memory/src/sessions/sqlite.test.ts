import { memoryOf } from '../../test/contract-users'
import { openTemporary } from '../../test/temporary-store'
import { sessionStoreContract } from './sessions.contract'
import { turnStoreContract } from './turns.contract'

sessionStoreContract('sqlite', memoryOf(openTemporary))
turnStoreContract('sqlite', memoryOf(openTemporary))
