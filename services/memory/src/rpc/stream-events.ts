import type { StreamEnd as EndMessage, StreamEndInit } from '@collabry/proto/gen/collabry/memory/v1/StreamEnd'
import type { StreamEvent as EventMessage } from '@collabry/proto/gen/collabry/memory/v1/StreamEvent'
import { invalid } from '../invalid'
import { type EventKind, PART_BYTES_MAX, PART_EVENTS_MAX, type StreamEnd, type StreamEvent } from '../streams/store'
import { text } from './fields'

const kinds = { text: 'STREAM_EVENT_KIND_TEXT', sources: 'STREAM_EVENT_KIND_SOURCES' } as const

const outcomes = {
  done: 'STREAM_OUTCOME_DONE',
  error: 'STREAM_OUTCOME_ERROR',
  producer_lost: 'STREAM_OUTCOME_PRODUCER_LOST',
} as const

export const toKind = (kind: EventKind) => kinds[kind]

export const toEnd = (end: StreamEnd | undefined): StreamEndInit | null =>
  end ? { outcome: outcomes[end.outcome], data: end.data } : null

export function fromEvents(events: EventMessage[]): StreamEvent[] {
  if (events.length > PART_EVENTS_MAX) throw invalid('events', 'must be at most 1,000')
  let bytes = 0
  return events.map(({ kind, data }) => {
    bytes += Buffer.byteLength(text('events', data, { max: PART_BYTES_MAX }))
    if (bytes > PART_BYTES_MAX) throw invalid('events', 'must be at most 1 MiB in all')
    return { kind: fromKind(kind), data }
  })
}

function fromKind(kind: EventMessage['kind']): EventKind {
  if (kind === kinds.text) return 'text'
  if (kind === kinds.sources) return 'sources'
  throw invalid('events', 'must be text or sources')
}

export function fromEnd(end: EndMessage | null): StreamEnd | undefined {
  if (!end) return undefined
  const data = text('end', end.data, { max: PART_BYTES_MAX })
  if (end.outcome === outcomes.done) return { outcome: 'done', data }
  if (end.outcome === outcomes.error) return { outcome: 'error', data }
  throw invalid('end', 'must be done or error')
}
