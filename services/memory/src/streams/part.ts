import type { OwnerLimits } from '../owner-limits'
import { LOG_BYTES_MAX, PAGE_CHARS_MAX, type StreamEvent, type StreamPart, streamFull, streamGap } from './store'

/** Several stored events, numbered from `first`. */
export interface StoredPart {
  first: number
  last: number
  events: string
}

/** The new events of a part and their size. Events that are in the log already, as after a repeated call, are skipped. */
export function newEvents({ first, events }: Pick<StreamPart, 'first' | 'events'>, count: number, bytes: number) {
  if (first > count + 1) throw streamGap(count)
  const fresh = events.slice(count + 1 - first)
  const added = fresh.reduce((sum, { data }) => sum + Buffer.byteLength(data), 0)
  if (bytes + added > LOG_BYTES_MAX) throw streamFull()
  const part: StoredPart = { first: count + 1, last: count + fresh.length, events: JSON.stringify(fresh) }
  return { part, isEmpty: fresh.length === 0, bytes: bytes + added }
}

/** Events of parts after `after`. Events beyond `count` were not acknowledged and are left out. */
export function eventsOf(parts: Iterable<StoredPart>, after: number, count: number): (StreamEvent & { n: number })[] {
  const found: (StreamEvent & { n: number })[] = []
  let chars = 0
  for (const { first, events } of parts) {
    if (chars >= PAGE_CHARS_MAX) break
    for (const [index, event] of (JSON.parse(events) as StreamEvent[]).entries()) {
      const n = first + index
      if (n <= after || n > count) continue
      found.push({ ...event, n })
      chars += event.data.length
    }
  }
  return found
}

/** The answer and its sources, from all events of a log. */
export function contentOf(events: StreamEvent[]): { text: string; sourcesJson: string } {
  const text = events.filter(({ kind }) => kind === 'text').map(({ data }) => data)
  return { text: text.join(''), sourcesJson: events.find(({ kind }) => kind === 'sources')?.data ?? '' }
}

/** The oldest ended logs of an owner that must be deleted so that a new log fits into the bounds. */
export function oldestToDrop<Log extends { bytes: number }>(
  ended: Log[],
  kept: { streams: number; bytes: number },
  limits: Pick<OwnerLimits, 'streams' | 'streamBytes'>,
): Log[] {
  let { streams, bytes } = kept
  return ended.filter((log) => {
    if (streams < limits.streams && bytes < limits.streamBytes) return false
    streams -= 1
    bytes -= log.bytes
    return true
  })
}

/** Looking at all logs of an owner costs more than an append, so it is done this often within the bytes of an owner. */
const LOOKS = 64

/** Whether a log that grows from `before` to `after` bytes passes a place at which all logs of its owner are looked at. */
export function isLookedAt(before: number, after: number, { streamBytes }: Pick<OwnerLimits, 'streamBytes'>): boolean {
  const step = streamBytes / LOOKS
  return Math.floor(after / step) > Math.floor(before / step)
}
