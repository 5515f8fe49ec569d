import { openTemporary } from '../../test/temporary-store'
import { idempotencyStoreContract } from './idempotency.contract'

idempotencyStoreContract('sqlite', openTemporary)
