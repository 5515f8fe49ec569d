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
  /** Newest activity first. A search may be long: it lets other work through and ends with the signal. */
  list(userId: string, wanted: SessionQuery, signal: AbortSignal): Promise<SessionPage>
  rename(userId: string, sessionId: string, title: string): Promise<Session>
  /** From the moment of the answer neither the session nor a word of its messages is in the store. */
  delete(userId: string, sessionId: string): Promise<{ messagesDeleted: number }>
  /** Oldest first; a page ends early rather than hold more than PAGE_CHARS_MAX characters, but holds at least one. */
  messages(userId: string, sessionId: string, page: MessageQuery): Promise<MessagePage>
}

/** What is added to a conversation afterwards. */
export interface SessionAnnotations {
  /** What its owner thinks of an answer; later feedback replaces it. */
  rate(userId: string, ref: TurnRef, feedback: Feedback): Promise<void>
  /**
   * A title made for the session, if it still has the given one; an empty one stands for none, or the one that was made of its
   * first message. Returns whether it took it.
   */
  setTitle(userId: string, sessionId: string, title: { from: string; to: string }): Promise<boolean>
  /** What was said up to a message, in short. */
  summarize(userId: string, sessionId: string, summary: Summary): Promise<void>
  /** What is still to be said of it in short. */
  digestState(userId: string, sessionId: string): Promise<DigestState>
  /**
   * Ended turns of the conversation's branch that have to do with a query, best first, of the newest that `recallReach` allows.
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
  /** Keeps the text before `offset` and renews the lease. `failed_precondition`: the turn has ended. */
  append(userId: string, part: TurnRef & TurnPart): Promise<void>
  /** The first end wins, also over a lease that expired; later ones change nothing. */
  end(userId: string, end: TurnRef & TurnEnd): Promise<void>
  /** Settles turns whose producer has been silent for two leases as interrupted. Returns how many. */
  markAbandoned(): Promise<number>
  /** Interrupts a turn whose producer is dead. Its text becomes this one where this one is longer; an end still counts. */
  recover(owner: UserKey, ref: TurnRef, logged: { text: string; sourcesJson: string }): Promise<void>
}

/** Sessions that go without anybody naming them. */
export interface SessionRetention {
  /** All of an owner, for good; harmless when repeated. */
  eraseSessions(owner: UserKey): Promise<{ sessions: number; messages: number }>
  /** Those without activity since a moment. Returns how many. */
  expireSessions(beforeMs: number): Promise<number>
  /** Turns that were begun before a moment, of sessions that go on too, and summaries of them. Returns how many messages. */
  expireMessages(beforeMs: number): Promise<number>
}

/** What the operators of a store look at. */
export interface StoreHealth {
  readonly name: 'sqlite' | 'mongodb'
  /** Whether it is part of this process, or a server of its own. */
  readonly embedded: boolean
  /** Throws when it does not work. */
  check(): Promise<void>
  openTurns(): Promise<number>
}

export interface ConversationStore extends SessionStore, SessionAnnotations, SessionRetention, TurnStore, StoreHealth {}

/** What every store is made with. */
export interface StoreSettings {
  now: () => number
  /** How long a producer may be silent before its turn reads as interrupted. */
  leaseMs: number
  /** Other bounds than OWNER_LIMITS, for tests. */
  ownerLimits?: Partial<OwnerLimits>
}

export const HISTORY_CHARS_MAX = 200_000
/** Text and sources of one page; with 3 bytes a character it stays within a gRPC message of 4 MiB. */
export const PAGE_CHARS_MAX = 1_000_000
/** Longest text of one message, for the same reason; no part or end may grow it further. */
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
  /** Whether it is the one with the newest activity of its user. */
  isCurrent: boolean
}

export interface SessionQuery {
  limit: number
  /** Position of the page before; undefined: the first page. */
  before: number | undefined
  /** Looked for in titles and messages, whatever the case; empty: all. */
  query: string
  notebookId: string
}

export interface SessionPage {
  sessions: Session[]
  total: number
  /** Position the next page starts behind; undefined: this is the last one. */
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
  after: number | undefined
  /** A message: those that lead to it. Undefined: those that lead to the newest one. */
  branch?: string | undefined
  /** Those of all branches. */
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

export interface DigestState {
  /** Its title is none, or the one that was made of its first message. */
  wantsTitle: boolean
  /** Of the branch that the conversation is on; its text is empty while there is none. */
  summary: Summary
  /** Position behind the last message that the summary covers. */
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
  /** An answer to make anew: the turn begins beside its turn, and `content` may be empty for the same question. */
  instead?: string | undefined
}

export interface BegunTurn {
  sessionId: string
  userMessageId: string
  assistantMessageId: string
  /** Complete or interrupted messages with text before this turn, oldest first: whole ones, the newest that fit. */
  history: Message[]
  /** The question as it was written. */
  content: string
  /** Of what was said before, and how many messages it covers; its text is empty while there is none. */
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
