import type { GetStatusRequest } from '@collabry/proto/gen/collabry/memory/v1/GetStatusRequest'
import type { GetStatusResponseInit } from '@collabry/proto/gen/collabry/memory/v1/GetStatusResponse'
import { withTimeout } from '@collabry/runtime/abort'
import { AppError, toAppError } from '@collabry/runtime/errors'
import { unary } from '@collabry/runtime/grpc/server'
import type { Log } from '@collabry/runtime/log'
import type { StoreHealth } from '../sessions/store'

/** A store that takes longer than this to answer does not work; the reply itself has 2 s. */
const CHECK_MS = 1_500

export const statusHandlers = (store: StoreHealth, log: Log) => ({
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
