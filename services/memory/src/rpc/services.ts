import type { GetStatusRequest } from '@collabry/proto/gen/collabry/memory/v1/GetStatusRequest'
import type { GetStatusResponseInit } from '@collabry/proto/gen/collabry/memory/v1/GetStatusResponse'
import { withTimeout } from '@collabry/runtime/abort'
import { AppError, toAppError } from '@collabry/runtime/errors'
import { unary } from '@collabry/runtime/grpc/server'
import type { Log } from '@collabry/runtime/log'
import { erasureGuard, usageAdder } from '../erasure/erase'
import { type Retention, recoverLostStreams } from '../maintenance'
import type { StoreHealth } from '../sessions/store'
import type { Stores } from '../stores'
import { erasureHandlers } from './erasure'
import { idempotencyHandlers } from './idempotency'
import { keyHandlers } from './keys'
import { annotationHandlers, sessionHandlers } from './sessions'
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
  const { conversations, streams, idempotency, tokens, keys, usage, digests, now } = stores
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
    ...keyHandlers(keys, guard, now),
    ...usageHandlers(usage, usageAdder(stores), now),
    ...erasureHandlers(stores),
    ...statusHandlers(conversations, log),
  }
}

/** A store that takes longer than this to answer does not work; the reply itself has 2 s. */
const CHECK_MS = 1_500

const statusHandlers = (store: StoreHealth, log: Log) => ({
  GetStatus: unary(async (_: GetStatusRequest): Promise<GetStatusResponseInit> => {
    try {
      await withTimeout(store.check(), CHECK_MS, slow)
      return { store: store.name, state: store.embedded ? 'STATE_EMBEDDED' : 'STATE_HEALTHY', detail: '' }
    } catch (error) {
      log.warn({ err: error }, 'store check failed')
      return { store: store.name, state: 'STATE_UNHEALTHY', detail: toAppError(error).message }
    }
  }),
})

const slow = () => new AppError('timeout', 'The store does not answer in time.')
