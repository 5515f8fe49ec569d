import type { Log } from '@collabry/runtime/log'
import { erasureGuard } from '../erasure/guard'
import type { Retention } from '../retention'
import type { Stores } from '../stores'
import { settleLostStreams } from '../streams/recover'
import { digestHandlers } from './digests'
import { erasureHandlers } from './erasure'
import { idempotencyHandlers } from './idempotency'
import { noteHandlers } from './notes'
import { sessionHandlers } from './sessions'
import { statusHandlers } from './status'
import { streamHandlers } from './streams'
import { accountHandlers } from './tokens'
import { turnHandlers } from './turns'
import { usageHandlers } from './usage'

interface Parts {
  stores: Stores
  retention: Retention
  log: Log
}

/** Every method of the service, by concept. */
export function handlers({ stores, retention, log }: Parts) {
  const { memory, streams, requests, accounts, usage, digests, now } = stores
  const guard = erasureGuard(stores)
  const closeLost = async () => void (await settleLostStreams(streams, memory))
  const forgetSession = async (userId: string, sessionId: string) => {
    await streams.forgetSession(userId, sessionId)
    await requests.forgetAnswers(userId, sessionId)
    await digests.forgetDigest(userId, sessionId)
  }
  return {
    ...sessionHandlers({ memory, guard, forgetSession }),
    ...turnHandlers({ memory, digests, guard }),
    ...noteHandlers(memory),
    ...digestHandlers(memory, digests),
    ...streamHandlers({ streams, guard, keepSeconds: retention.streamSeconds, closeLost, now }),
    ...idempotencyHandlers(requests, guard, retention.idempotencyMs),
    ...accountHandlers(accounts, guard),
    ...usageHandlers(usage, guard, now),
    ...erasureHandlers(stores),
    ...statusHandlers(memory, log),
  }
}
