import { openTemporary } from '../../test/temporary-store'
import { digestQueueContract } from './digests.contract'

digestQueueContract('sqlite', openTemporary)
