import { sleep } from '@collabry/runtime/abort'
import type { StreamLog, StreamPage } from './store'

/** Pause between two reads of a log without new events. */
const POLL_MS = 60
/** Pause between two records that a follower reads. */
const NOTE_MS = 1_000

interface Parts {
  streams: StreamLog
  /** Ends logs whose producers are lost. */
  closeLost: () => Promise<void>
  now: () => number
  /** The pause between two reads, for tests. */
  pause?: (ms: number, signal: AbortSignal) => Promise<void>
}

/** Pages with events after `after`, until the page with the end of the log. Every replica can serve them. */
export async function* followStream(
  { streams, closeLost, now, pause = sleep }: Parts,
  userId: string,
  streamId: string,
  after: number,
  signal: AbortSignal,
): AsyncGenerator<StreamPage> {
  let position = after
  let notedAt = Number.NEGATIVE_INFINITY
  for (;;) {
    signal.throwIfAborted()
    const page = await streams.read(userId, streamId, position)
    position = page.events.at(-1)?.n ?? position
    const isOver = page.end !== undefined && position >= page.count
    if (page.events.length > 0 || isOver) yield isOver ? page : { ...page, end: undefined }
    if (isOver) return
    if (page.events.length > 0) continue
    if (page.leaseUntilMs <= now()) await closeLost()
    else if (performance.now() - notedAt >= NOTE_MS) {
      await streams.follow(userId, streamId)
      notedAt = performance.now()
    }
    await pause(POLL_MS, signal)
  }
}
