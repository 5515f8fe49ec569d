import type { UserKey } from '@collabry/storage/owner-key'

/**
 * The log of each generation whose stream can be resumed: events are written here before they are sent, so that any
 * replica can go on with a stream whose connection or producer was lost. Another user's stream id answers `not_found`
 * like an unknown one.
 */
export interface StreamLog {
  /** Makes the log and leases it to its producer. A log whose producer was lost is begun anew; any other: `failed_precondition`. */
  open(userId: string, stream: NewStream): Promise<{ leaseId: string }>
  /** Writes the events that are not there yet, renews the lease, and ends the log if `end` says so. The first end wins. */
  append(userId: string, part: StreamPart): Promise<ProducerNews>
  /** Asks the producer to stop. */
  stop(userId: string, streamId: string): Promise<void>
  /** Events after the one numbered `after`, as many as fit into a reply. */
  read(userId: string, streamId: string, after: number): Promise<StreamPage>
  /** Notes that somebody reads along. */
  follow(userId: string, streamId: string): Promise<void>
}

/** Leave to read a stream without a token of its own: single use, short, known to the store by a hash alone. */
export interface TicketStore {
  putTicket(ticket: Ticket): Promise<void>
  /** The ticket, once, before it expires. */
  takeTicket(hash: string): Promise<Ticket | undefined>
}

/** What keeps logs honest and small. */
export interface StreamMaintenance {
  /** Ends the logs whose lease expired. Returns those, and earlier ones, whose message was not recovered yet. */
  closeLost(): Promise<LostStream[]>
  /** The message of a lost stream holds what the log held. */
  markRecovered(lost: LostStream): Promise<void>
  /** From the moment of the answer, no log of the session is there. */
  forgetSession(userId: string, sessionId: string): Promise<void>
  /** All of an owner. Returns how many logs. */
  eraseStreams(owner: UserKey): Promise<number>
  /** Removes what has expired. Returns how many logs. */
  sweepStreams(): Promise<number>
}

export interface StreamStore extends StreamLog, TicketStore, StreamMaintenance {}

/** A producer that is silent for this long is dead: followers, who look 16 times a second, know it within 3 s. */
export const PRODUCER_LEASE_MS = 2_500
/** UTF-8 bytes of all events of one log. */
export const LOG_BYTES_MAX = 8 * 1_048_576
/** UTF-8 bytes of the events of one part, so that a page with one stays within a gRPC message. */
export const PART_BYTES_MAX = 1_048_576
export const PART_EVENTS_MAX = 1_000
/** A page ends after the part that reaches this many characters. */
export const PAGE_CHARS_MAX = 400_000
export const TICKET_MS = 30_000

export interface NewStream {
  streamId: string
  sessionId: string
  /** The assistant's message that the stream writes; empty: none. */
  messageId: string
  keepMs: number
}

export type EventKind = 'text' | 'sources'

export interface StreamEvent {
  kind: EventKind
  data: string
}

export type Outcome = 'done' | 'error' | 'producer_lost'

export interface StreamEnd {
  outcome: Outcome
  data: string
}

export interface StreamPart {
  streamId: string
  leaseId: string
  /** Number of the first event; the first one of a log is 1. */
  first: number
  events: StreamEvent[]
  end: StreamEnd | undefined
}

/** What a producer is told when it appends. */
export interface ProducerNews {
  stopRequested: boolean
  /** How long nobody has read along. */
  unfollowedMs: number
}

export interface StreamPage {
  sessionId: string
  messageId: string
  /** Events in the log. */
  count: number
  /** How it ended; its event has the number count + 1. Undefined: it goes on. */
  end: StreamEnd | undefined
  /** Until when the producer must be heard of. */
  leaseUntilMs: number
  events: (StreamEvent & { n: number })[]
}

export interface LostStream {
  owner: UserKey
  key: string
  sessionId: string
  messageId: string
  text: string
  /** The sources event; empty: none. */
  sourcesJson: string
}

export interface Ticket {
  hash: string
  owner: UserKey
  /** Whom it lets in to what, readable with the ticket alone. */
  sealed: string
  expiresAtMs: number
}
