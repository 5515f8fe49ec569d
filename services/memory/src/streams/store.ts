import { AppError } from '@collabry/runtime/errors'
import { fieldError } from '@collabry/runtime/validation'
import type { UserKey } from '@collabry/storage/owner-key'

/**
 * The log of each generation whose stream can be resumed. Events are written here before they are sent, so that any replica
 * can continue a stream after its connection or producer was lost. The stream id of another user is `not_found`, like an
 * unknown one.
 */
export interface StreamLog {
  /**
   * Creates the log and leases it to its producer. It replaces a log whose producer was lost; any other log:
   * `failed_precondition`.
   */
  open(userId: string, stream: NewStream): Promise<{ leaseId: string }>
  /** Writes events that are not in the log, renews the lease, and ends the log if `end` is set. The first end wins. */
  append(userId: string, part: StreamPart): Promise<ProducerNews>
  /** Asks the producer to stop. */
  stop(userId: string, streamId: string): Promise<void>
  /** Events after the one numbered `after`, as many as fit into a reply. With `wait` it waits until there is one, or the end. */
  read(userId: string, streamId: string, after: number, wait?: Wait): Promise<StreamPage>
  /** The newest log of a session that has not ended and whose producer is not lost; undefined: none. */
  running(userId: string, sessionId: string): Promise<string | undefined>
  /** Records that a follower reads. */
  follow(userId: string, streamId: string): Promise<void>
}

/** Permission to read a stream without a token: short-lived, for a single use. The store knows only a hash of it. */
export interface TicketStore {
  putTicket(ticket: Ticket): Promise<void>
  /** The ticket, once, before it expires. */
  takeTicket(hash: string): Promise<Ticket | undefined>
}

/** Maintenance of logs. */
export interface StreamMaintenance {
  /** Ends logs whose lease has expired. Returns all ended logs whose message was not recovered. */
  closeLost(): Promise<LostStream[]>
  /** Records that the message of a lost stream has the content of its log. */
  markRecovered(lost: LostStream): Promise<void>
  /** When it resolves, no log of the session exists. */
  forgetSession(userId: string, sessionId: string): Promise<void>
  /** Deletes all logs and tickets of an owner. Returns the number of logs. */
  eraseStreams(owner: UserKey): Promise<number>
  /** Deletes expired logs and tickets. Returns the number of logs. */
  sweepStreams(): Promise<number>
}

export interface StreamStore extends StreamLog, TicketStore, StreamMaintenance {}

/** A producer that is silent for this long is lost. Followers notice it within 3 s. */
export const PRODUCER_LEASE_MS = 2_500
/** UTF-8 bytes of all events of one log. */
export const LOG_BYTES_MAX = 8 * 1_048_576
/** UTF-8 bytes of the events of one part, so that a page with one stays within a gRPC message. */
export const PART_BYTES_MAX = 1_048_576
export const PART_EVENTS_MAX = 1_000
/** A page ends after the part that reaches this many characters. */
export const PAGE_CHARS_MAX = 400_000
export const TICKET_MS = 30_000

/** A wait that ends after `ms` at the latest, or when its signal aborts. */
export interface Wait {
  ms: number
  signal: AbortSignal
}

export interface NewStream {
  streamId: string
  sessionId: string
  /** The assistant's message that the stream writes; empty: none. */
  messageId: string
  keepMs: number
  /** The producer appends at one replica for as long as that one runs. */
  isAtOneReplica: boolean
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

/** News for the producer, returned by each append. */
export interface ProducerNews {
  stopRequested: boolean
  /** Time since a follower last read. */
  unfollowedMs: number
}

export interface StreamPage {
  sessionId: string
  messageId: string
  /** Events in the log. */
  count: number
  /** The end; its event has the number count + 1. Undefined: the stream is open. */
  end: StreamEnd | undefined
  /** The producer must append before this time. */
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

interface Ticket {
  hash: string
  owner: UserKey
  /** The user and the stream, encrypted with the ticket. */
  sealed: string
  expiresAtMs: number
}

export const streamNotFound = () => new AppError('not_found', 'There is no stream with this id.')

export const streamTaken = () => new AppError('failed_precondition', 'A stream with this id is there already.')

export const tooManyStreams = () =>
  new AppError('rate_limited', 'Too many resumable streams are written at once; let some of them end first.', {
    retryAfterMs: 1_000,
  })

export const streamEnded = () => new AppError('failed_precondition', 'This stream has ended, or another producer has it.')

export const streamGap = (count: number) => fieldError('first', `must be at most ${count + 1}: only ${count} events are logged`)

export const streamFull = () =>
  new AppError('payload_too_large', `The log of one stream holds at most ${LOG_BYTES_MAX} bytes; end it.`)

export const ownerFull = (bytesMax: number) =>
  new AppError('payload_too_large', `The logs of the resumable streams of one user hold at most ${bytesMax} bytes; end some.`)

export const ticketNotFound = () => new AppError('not_found', 'This ticket is unknown, used or expired; ask for a new one.')
