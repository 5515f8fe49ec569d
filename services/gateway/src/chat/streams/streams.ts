import { AppError } from '@collabry/runtime/errors'
import type { Caller } from '../../core/caller'
import type { NumberedEvent, StreamState, StreamTickets } from './ports'
import { type Generation, type ProducerOptions, startProducer } from './producer'

/** Streams that outlive their connections. */
export interface Streams {
  /** Begins a generation that continues without its client; rejects when it could not begin. */
  begin(generation: Generation, caller: Caller): Promise<(signal: AbortSignal) => AsyncGenerator<NumberedEvent>>
  /** Logged events after number `after`, then new ones, whichever gateway produces them. */
  follow(streamId: string, after: number, caller: Caller): AsyncGenerator<NumberedEvent>
  state(streamId: string, caller: Caller): Promise<StreamState>
  /** Id of the newest stream of a session that is still written; undefined: none. */
  running(sessionId: string, caller: Caller): Promise<string | undefined>
  stop(streamId: string, caller: Caller): Promise<void>
  issueTicket: StreamTickets['issue']
  issueUploadTicket: StreamTickets['issueForUpload']
  redeemTicket: StreamTickets['redeem']
}

interface Parts extends ProducerOptions {
  tickets: StreamTickets
}

/** A follower switches to another memory replica within this time without an error. */
const OUTAGE_MS_MAX = 3_000
const PAUSE_MS = 100

export function createStreams({ tickets, ...options }: Parts): Streams & { idle(): Promise<void> } {
  const { logs } = options
  const running = new Set<Promise<void>>()
  return {
    async begin(generation, caller) {
      const { opened, over, read } = startProducer(generation, options, caller)
      running.add(over)
      void over.finally(() => running.delete(over))
      await opened
      return read
    },

    async *follow(streamId, after, caller) {
      let position = after
      let heardAt = performance.now()
      for (;;) {
        try {
          for await (const { events, end } of logs.follow(streamId, position, caller)) {
            heardAt = performance.now()
            for (const event of events) {
              position = event.n
              yield event
            }
            if (end) return yield end
          }
        } catch (error) {
          const passing = error instanceof AppError && error.code === 'unavailable' && !caller.signal.aborted
          if (!passing || performance.now() - heardAt > OUTAGE_MS_MAX) throw error
        }
        caller.signal.throwIfAborted()
        await Bun.sleep(PAUSE_MS)
      }
    },

    state: (streamId, caller) => logs.get(streamId, caller),
    running: logs.running,
    stop: (streamId, caller) => logs.stop(streamId, caller),
    issueTicket: tickets.issue,
    issueUploadTicket: tickets.issueForUpload,
    redeemTicket: tickets.redeem,
    /** All producers are over. */
    async idle() {
      await Promise.all(running)
    },
  }
}
