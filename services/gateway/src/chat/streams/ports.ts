import type { Caller } from '../../core/caller'

/**
 * Logs of generations whose streams can be resumed. Events are appended before they are sent; any gateway follows and
 * stops any stream of its caller. Another user's stream id throws `not_found` like an unknown one.
 */
export interface StreamLogs {
  /** Makes the log, leased to this gateway for 2.5 s after each append. A log whose producer was lost starts again. */
  open(stream: NewStream, caller: Caller): Promise<StreamLease>
  /** Waits until the events are on the disk; harmless when repeated. `failed_precondition`, `not_found`: stop generating. */
  append(part: StreamPart, caller: Caller): Promise<ProducerNews>
  stop(streamId: string, caller: Caller): Promise<void>
  get(streamId: string, caller: Caller): Promise<StreamState>
  /** Id of the newest stream of a session that is still written; undefined: none. */
  running(sessionId: string, caller: Caller): Promise<string | undefined>
  /** Events after number `after`, including future ones; the one with `end` is the last. */
  follow(streamId: string, after: number, caller: Caller): AsyncGenerator<LoggedEvents>
}

/** Single-use permission to follow one stream, for clients that can't send a token. */
export interface StreamTickets {
  issue(streamId: string, caller: Caller): Promise<{ ticket: string; expiresAtMs: number }>
  /** The same for the progress of an upload, which is known to be the caller's. */
  issueForUpload(taskId: string, caller: Caller): Promise<{ ticket: string; expiresAtMs: number }>
  /** The user, and the stream or the upload, of a ticket; there is no caller yet. `not_found`: unknown, used or expired. */
  redeem(ticket: string, request: Omit<Caller, 'userId'>): Promise<{ userId: string; streamId: string; taskId: string }>
}

interface NewStream {
  streamId: string
  /** Empty: none. */
  sessionId: string
  /** The assistant's message it writes; empty: none. */
  messageId: string
  keepSeconds: number
}

/** Identifies the producer in each append. */
export interface StreamLease {
  streamId: string
  leaseId: string
}

export interface StreamEvent {
  kind: 'text' | 'sources'
  data: string
}

export interface StreamEnd {
  outcome: 'done' | 'error'
  data: string
}

/** At most 1,000 events and 1 MiB; without events it only renews the lease. */
export interface StreamPart extends StreamLease {
  /** Number of the first event; the first of a stream is 1. */
  first: number
  events: StreamEvent[]
  end?: StreamEnd
}

interface ProducerNews {
  stopRequested: boolean
  /** Time since the last follower. */
  unfollowedMs: number
}

export interface LoggedEnd {
  outcome: StreamEnd['outcome'] | 'producer_lost'
  data: string
}

export interface StreamState {
  sessionId: string
  messageId: string
  /** Number of logged events. The end event has the next number. */
  count: number
  end: LoggedEnd | undefined
}

export interface LoggedEvents {
  events: (StreamEvent & { n: number })[]
  end: (LoggedEnd & { n: number }) | undefined
}

/** An event as readers receive it. `n` is its number; the end event has the highest number. */
export type NumberedEvent = LoggedEvents['events'][number] | NonNullable<LoggedEvents['end']>
