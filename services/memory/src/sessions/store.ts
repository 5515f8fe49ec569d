import { AppError } from '@collabry/runtime/errors'
import { fieldError } from '@collabry/runtime/validation'
import type { UserKey } from '@collabry/storage/owner-key'
import type { OwnerLimits } from '../owner-limits'

/**
 * Sessions and their messages. Every method takes the user first: no call can cross users by omission, and another
 * user's id answers `not_found` like an unknown one.
 */
export interface SessionStore {
  /** Makes it, or returns the one that has this id already, unchanged. */
  create(userId: string, session: NewSession): Promise<{ session: Session; created: boolean }>
  get(userId: string, sessionId: string): Promise<Session>
  /** Newest activity first. A search may take long: it does not block other work, and ends with the signal. */
  list(userId: string, wanted: SessionQuery, signal: AbortSignal): Promise<SessionPage>
  rename(userId: string, sessionId: string, title: string): Promise<Session>
  /** When it resolves, neither the session nor its messages are in the store. */
  delete(userId: string, sessionId: string): Promise<{ messagesDeleted: number }>
  /**
   * Oldest first, or newest first; a page ends early rather than hold more than PAGE_CHARS_MAX characters, but holds at least
   * one.
   */
  messages(userId: string, sessionId: string, page: MessageQuery): Promise<MessagePage>
}

/** Data that is added to a conversation later. */
export interface SessionAnnotations {
  /** Stores the owner's feedback on an answer. Later feedback replaces it. */
  rate(userId: string, ref: TurnRef, feedback: Feedback): Promise<void>
  /**
   * Sets a generated title if the session still has the title `from`. An empty `from` means no title, or the one that was made
   * of the first message. Returns whether the title was set.
   */
  setTitle(userId: string, sessionId: string, title: { from: string; to: string }): Promise<boolean>
  /** Stores a summary of the conversation up to a message. */
  summarize(userId: string, sessionId: string, summary: Summary): Promise<void>
  /** Which title or summary the session still needs. */
  digestState(userId: string, sessionId: string): Promise<DigestState>
  /**
   * Ended turns of the conversation's branch that have to do with a query, best first, of the newest that `RECALL_REACH` allows.
   * Together they fit into a prompt. Lets other work through and ends with the signal.
   */
  recall(
    userId: string,
    sessionId: string,
    wanted: { query: string; limit: number },
    signal: AbortSignal,
  ): Promise<RecalledTurn[]>
}

/** Turns: each is written before it is answered, saved while it streams, and ended once. */
export interface TurnStore {
  /** Writes both messages in one step, makes the session if there is none, and leases the answer to the caller. */
  begin(userId: string, turn: NewTurn): Promise<BegunTurn>
  /** Resolves when all turns that were begun before survive a power cut. */
  settle(): Promise<void>
  /** Keeps the text before `offset` and renews the lease. `failed_precondition`: the turn has ended. */
  append(userId: string, part: TurnRef & TurnPart): Promise<void>
  /** The first end wins, also over a lease that expired; later ones change nothing. */
  end(userId: string, end: TurnRef & TurnEnd): Promise<void>
  /** Marks turns as interrupted whose producer has been silent for two leases. Returns their number. */
  markAbandoned(): Promise<number>
  /** Interrupts a turn whose producer is lost. The longer of the saved and the logged text is kept; a later end still counts. */
  recover(owner: UserKey, ref: TurnRef, logged: { text: string; sourcesJson: string }): Promise<void>
}

/** Removal of sessions by owner or age. */
interface SessionRetention {
  /** Deletes all sessions of an owner. It may be repeated. */
  eraseSessions(owner: UserKey): Promise<{ sessions: number; messages: number }>
  /** Deletes sessions without activity since `beforeMs`. Returns their number. */
  expireSessions(beforeMs: number): Promise<number>
  /** Deletes turns that began before `beforeMs`, and summaries of them. Returns the number of messages. */
  expireMessages(beforeMs: number): Promise<number>
}

/** The state of a store, for operators. */
export interface StoreHealth {
  readonly name: 'sqlite' | 'mongodb'
  /** True: the store is part of this process. False: it is a server. */
  readonly embedded: boolean
  /** Throws if the store does not work. */
  check(): Promise<void>
  openTurns(): Promise<number>
}

export interface ConversationStore extends SessionStore, SessionAnnotations, SessionRetention, TurnStore, StoreHealth {}

/** Settings of every store. */
export interface StoreSettings {
  now: () => number
  /** A turn whose producer does not save for this long is read as interrupted. */
  leaseMs: number
  /** Other bounds than OWNER_LIMITS, for tests. */
  ownerLimits?: Partial<OwnerLimits>
}

export const HISTORY_CHARS_MAX = 200_000
/** Text and sources of one page: making one is no pause for others, and many at once take little memory. */
export const PAGE_CHARS_MAX = 250_000
/**
 * Longest text of one message; with 3 bytes a character it stays within a gRPC message of 4 MiB. No part or end may grow it
 * further.
 */
export const MESSAGE_CHARS_MAX = 1_000_000

export interface NewSession {
  sessionId: string
  title: string
  notebookId: string
}

export interface Session extends NewSession {
  createdAtMs: number
  lastActivityMs: number
  messageCount: number
  /** Whether it is the user's session with the newest activity. */
  isCurrent: boolean
}

export interface SessionQuery {
  limit: number
  /** Position after which the page starts; undefined: the first page. */
  before: number | undefined
  /** Text to search in titles and messages, case-insensitive; empty: all sessions. */
  query: string
  notebookId: string
}

interface SessionPage {
  sessions: Session[]
  total: number
  /** Position after which the next page starts; undefined: this is the last page. */
  next: number | undefined
}

export type Role = 'user' | 'assistant'
export type Status = 'streaming' | 'complete' | 'interrupted' | 'failed'

export interface Message {
  messageId: string
  role: Role
  content: string
  createdAtMs: number
  status: Status
  sourcesJson: string
  parentId: string
  model: string
  /** 0: none. */
  rating: number
  comment: string
}

export interface MessageQuery {
  limit: number
  /** Position of the last message of the page before, in the order that is asked for. */
  after: number | undefined
  /** Default: oldest first. */
  newestFirst?: boolean
  /** A message: it and its ancestors. Undefined: the current branch. */
  branch?: string | undefined
  /** Messages of all branches. */
  everything?: boolean
}

export interface Feedback {
  rating: 1 | -1
  comment: string
}

export interface Summary {
  text: string
  /** The last message it covers. */
  messageId: string
}

interface DigestState {
  /** The session has no title, or the one that was made of its first message. */
  wantsTitle: boolean
  /** The summary of the current branch; its text is empty if there is none. */
  summary: Summary
  /** Position of the last message that the summary covers. */
  after: number | undefined
}

export interface RecalledTurn {
  questionId: string
  answerId: string
  question: string
  answer: string
}

export interface MessagePage {
  messages: Message[]
  next: number | undefined
}

export interface NewTurn {
  sessionId: string
  content: string
  notebookId: string
  historyMax: number
  /** An answer to generate again, on a new branch. An empty `content` repeats the question. */
  instead?: string | undefined
  /** Nothing of it is shown before a later write or `settle`: until then it need not survive a power cut. */
  shownAfterWrite?: boolean
}

interface BegunTurn {
  sessionId: string
  userMessageId: string
  assistantMessageId: string
  /** Complete or interrupted messages with text before this turn, oldest first: whole ones, the newest that fit. */
  history: Message[]
  /** The question as it was written. */
  content: string
  /** The summary of earlier messages and the number of messages it covers; its text is empty if there is none. */
  summary: Summary & { covers: number }
  /** Messages of the branch before this turn. */
  messagesBefore: number
}

export interface TurnRef {
  sessionId: string
  messageId: string
}

/** Offsets and lengths are UTF-16 code units. */
export interface TurnPart {
  offset: number
  text: string
}

export interface TurnEnd extends TurnPart {
  status: 'complete' | 'interrupted' | 'failed'
  sourcesJson: string
  model: string
}

export const sessionNotFound = () => new AppError('not_found', 'There is no session with this id.')

export const tooManySessions = (sessionsMax: number) =>
  new AppError('failed_precondition', `There are ${sessionsMax} sessions, as many as one user may have; delete some first.`)

export const messageNotFound = () => new AppError('not_found', 'There is no such message in the session.')

export const turnEnded = () => new AppError('failed_precondition', 'This turn has ended; begin a new one.')

export const offsetBeyond = (savedChars: number) =>
  fieldError('offset', `must be at most the ${savedChars} characters that are saved; send the text again from there`)

export const textTooLong = (charsMax: number) => fieldError('text', `makes the message longer than ${charsMax} characters`)
