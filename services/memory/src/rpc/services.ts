import type { Log } from '@collabry/runtime/log'
import { erasureGuard, usageAdder } from '../erasure/guard'
import type { Retention } from '../retention'
import type { Stores } from '../stores'
import { recoverLostStreams } from '../streams/recover'
import { erasureHandlers } from './erasure'
import { idempotencyHandlers } from './idempotency'
import { annotationHandlers, sessionHandlers } from './sessions'
import { statusHandlers } from './status'
import { streamHandlers } from './streams'
import { tokenHandlers } from './tokens'
import { digestHandlers, summaryHandlers, turnHandlers } from './turns'
import { usageHandlers } from './usage'

interface Parts {
  stores: Stores
  retention: Retention
  log: Log
}

/** Every method of the service, by concept. */
export function handlers({ stores, retention, log }: Parts) {
  const { conversations, streams, idempotency, tokens, usage, digests, now } = stores
  const guard = erasureGuard(stores)
  const closeLost = async () => void (await recoverLostStreams(streams, conversations))
  const forgetSession = async (userId: string, sessionId: string) => {
    await streams.forgetSession(userId, sessionId)
    await idempotency.forgetAnswers(userId, sessionId)
    await digests.forgetDigest(userId, sessionId)
  }
  return {
    ...sessionHandlers({ conversations, guard, forgetSession }),
    ...turnHandlers({ conversations, digests, guard }),
    ...annotationHandlers(conversations),
    ...summaryHandlers(conversations),
    ...digestHandlers(conversations, digests),
    ...streamHandlers({ streams, guard, keepSeconds: retention.streamSeconds, closeLost, now }),
    ...idempotencyHandlers(idempotency, guard, retention.idempotencyMs),
    ...tokenHandlers(tokens, guard),
    ...usageHandlers(usage, usageAdder(stores), now),
    ...erasureHandlers(stores),
    ...statusHandlers(conversations, log),
  }
}
