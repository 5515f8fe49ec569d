import type { Log } from '@collabry/runtime/log'
import type { Stores } from '../stores'
import { settleLostStreams } from '../streams/settle'
import { sessionHandlers } from './sessions'
import { statusHandlers } from './status'
import { streamHandlers } from './streams'
import { turnHandlers } from './turns'

/** Every method of the service, by concept. */
export function handlers({ memory, streams }: Stores, now: () => number, log: Log) {
  const closeLost = async () => void (await settleLostStreams(streams, memory))
  return {
    ...sessionHandlers(memory, streams),
    ...turnHandlers(memory),
    ...streamHandlers({ streams, closeLost, now }),
    ...statusHandlers(memory, log),
  }
}
