import { conversationsOf } from '../../../test/contract-users'
import { openTemporary } from '../../../test/temporary-store'
import { annotationsContract } from '../annotations.contract'
import { messageExpiryContract } from '../expiry.contract'
import { sessionStoreContract } from '../sessions.contract'
import { turnStoreContract } from '../turns.contract'

sessionStoreContract('sqlite', conversationsOf(openTemporary))
turnStoreContract('sqlite', conversationsOf(openTemporary))
annotationsContract('sqlite', conversationsOf(openTemporary))
messageExpiryContract('sqlite', conversationsOf(openTemporary))
