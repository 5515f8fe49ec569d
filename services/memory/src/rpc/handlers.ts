import type { Log } from '@collabry/runtime/log'
import type { Stores } from '../stores'
import { settleLostStreams } from '../streams/settle'
import { accountHandlers } from './accounts'
import { idempotencyHandlers } from './idempotency'
import { noteHandlers } from './notes'
import { sessionHandlers } from './sessions'
import { statusHandlers } from './status'
import { streamHandlers } from './streams'
import { turnHandlers } from './turns'
import { usageHandlers } from './usage'

/** How long the answer to an idempotent request is kept. */
const requestKeepMs = 86_400_000

/** Every method of the service, by concept. */
export function handlers({ memory, streams, requests, accounts, usage }: Stores, now: () => number, log: Log) {
  const closeLost = async () => void (await settleLostStreams(streams, memory))
  const forgetSession = async (userId: string, sessionId: string) => {
    await streams.forgetSession(userId, sessionId)
    await requests.forgetAnswers(userId, sessionId)
  }
  return {
    ...sessionHandlers({ memory, forgetSession }),
    ...turnHandlers(memory),
    ...noteHandlers(memory),
    ...streamHandlers({ streams, closeLost, now }),
    ...idempotencyHandlers(requests, requestKeepMs),
    ...accountHandlers(accounts),
    ...usageHandlers(usage, now),
    ...statusHandlers(memory, log),
  }
}
