import type { Caller } from '../core/caller'

/** Turns, as the chat needs them. */
export interface Turns {
  /** Writes the user's message and an empty streaming answer; makes the session if there is none. */
  begin(turn: NewTurn, caller: Caller): Promise<BegunTurn>
  /** Resolves when all turns that were begun before are on the disk. */
  settle(): Promise<void>
  /** Saves text after `offset` and renews the lease of 10 s; an empty text only renews. */
  append(part: TurnRef & { offset: number; text: string }, caller: Caller): Promise<void>
  end(end: TurnRef & TurnEnd, caller: Caller): Promise<void>
}

interface NewTurn {
  sessionId: string
  content: string
  notebookId: string
  historyMax: number
  /** An answer to replace on a branch of its own; `content` is then empty for the same question. */
  insteadOf?: string
  /** Nothing of the turn is shown before a later write, or `settle`: it need not be on the disk before that. */
  shownAfterWrite?: boolean
}

export interface TurnRef {
  sessionId: string
  messageId: string
}

export interface BegunTurn {
  sessionId: string
  userMessageId: string
  assistantMessageId: string
  history: Said[]
  /** The question as it was written; of a replaced answer, the older one. */
  content?: string
  /** Summary of earlier turns; its text is empty if there is none. */
  summary?: Summary & { covers: number }
  /** Messages of this branch before this turn, more than the history may hold. */
  messagesBefore?: number
}

export interface Said {
  messageId?: string
  role: 'user' | 'assistant'
  content: string
}

export interface TurnEnd {
  status: 'complete' | 'interrupted' | 'failed'
  offset: number
  /** The rest of the text, after the offset. */
  text: string
  /** The REST contract's array; undefined: none. */
  sources: unknown[] | undefined
  model: string
  /** Requests a title or a summary of the session. */
  wantsDigest?: boolean
}

/** Sessions that wait for a title or a summary; which gateway makes it does not matter. */
export interface Digests {
  /** The sessions that have waited longest, leased to the caller for 120 s. */
  claim(limit: number, request: Omit<Caller, 'userId'>): Promise<WaitingDigest[]>
  /** Reports that a digest is done, or will be retried in 5 s. */
  end(digest: WaitingDigest, again: boolean, caller: Caller): Promise<void>
}

export interface WaitingDigest {
  userId: string
  sessionId: string
  claim: number
  /** The session has no title, or the one that was made of its first message. */
  wantsTitle: boolean
  /** Empty: none yet. */
  summary: string
  /** Cursor of the messages after those that the summary covers. */
  cursor: string
}

/** Sessions, as the routes need them. */
export interface Sessions {
  create(
    session: { sessionId: string; title: string; notebookId: string },
    caller: Caller,
  ): Promise<{ session: Session; created: boolean }>
  get(sessionId: string, caller: Caller): Promise<Session>
  list(query: { limit: number; cursor: string; query: string; notebookId: string }, caller: Caller): Promise<SessionPage>
  rename(sessionId: string, title: string, caller: Caller): Promise<Session>
  delete(sessionId: string, caller: Caller): Promise<{ messagesDeleted: number }>
  /** `branch`: the messages that lead to that one; left out: those of the current branch. */
  messages(
    sessionId: string,
    page: { limit: number; cursor: string; branch?: string; newestFirst?: boolean },
    caller: Caller,
  ): Promise<MessagePage>
}

/** Feedback and branches of a finished conversation. */
export interface Notes {
  /** Feedback on an answer; later feedback replaces it. */
  rate(ref: TurnRef, feedback: { rating: 1 | -1; comment: string }, caller: Caller): Promise<void>
  /** Sets a generated title; false: its title is no longer `from`. Empty: no title, or one made of its first message. */
  setTitle(sessionId: string, title: { from: string; to: string }, caller: Caller): Promise<boolean>
  /** Stores a summary of the conversation up to a message; the next turn begins with it. */
  summarize(sessionId: string, summary: Summary, caller: Caller): Promise<void>
  /** Turns that have most to do with a query, best first. */
  recall(sessionId: string, query: string, limit: number, caller: Caller): Promise<RecalledTurn[]>
}

export interface Summary {
  text: string
  /** The last message it covers. */
  messageId: string
}

export interface RecalledTurn {
  userMessageId: string
  assistantMessageId: string
  question: string
  answer: string
}

export interface Session {
  sessionId: string
  title: string
  notebookId: string | null
  createdAtMs: number
  lastActivityMs: number
  messageCount: number
  isCurrent: boolean
}

interface SessionPage {
  sessions: Session[]
  total: number
  nextCursor: string | null
}

export interface Message {
  messageId: string
  role: 'user' | 'assistant'
  content: string
  createdAtMs: number
  status: 'complete' | 'interrupted' | 'failed' | 'streaming'
  sources: unknown[]
  parentId: string | null
  /** 1, -1, or 0 for none. */
  rating?: number
  /** The owner's comment on the answer. */
  comment?: string
  /** The model that wrote it; empty: the user did. */
  model?: string
}

export interface MessagePage {
  messages: Message[]
  nextCursor: string | null
}
