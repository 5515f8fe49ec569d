import { memoryOf } from '../../../test/contract-users'
import { openTemporary } from '../../../test/temporary-store'
import { messageExpiryContract } from '../expiry.contract'
import { notesContract } from '../notes.contract'
import { sessionStoreContract } from '../sessions.contract'
import { turnStoreContract } from '../turns.contract'

sessionStoreContract('sqlite', memoryOf(openTemporary))
turnStoreContract('sqlite', memoryOf(openTemporary))
notesContract('sqlite', memoryOf(openTemporary))
messageExpiryContract('sqlite', memoryOf(openTemporary))
