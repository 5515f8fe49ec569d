import type { Caller } from './caller'

/** Turns, as the chat needs them. */
export interface Turns {
  /** Writes the user's message and an empty streaming answer; makes the session if there is none. */
  begin(turn: { sessionId: string; content: string; notebookId: string; historyMax: number }, caller: Caller): Promise<BegunTurn>
  /** Saves text after `offset` and renews the lease of 10 s; an empty text only renews. */
  append(part: TurnRef & { offset: number; text: string }, caller: Caller): Promise<void>
  end(end: TurnRef & TurnEnd, caller: Caller): Promise<void>
}

export interface TurnRef {
  sessionId: string
  messageId: string
}

export interface BegunTurn {
  sessionId: string
  userMessageId: string
  assistantMessageId: string
  history: { role: 'user' | 'assistant'; content: string }[]
}

export interface TurnEnd {
  status: 'complete' | 'interrupted' | 'failed'
  offset: number
  /** The rest of the text, behind offset. */
  text: string
  /** The REST contract's array; undefined: none. */
  sources: unknown[] | undefined
  model: string
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
  messages(sessionId: string, page: { limit: number; cursor: string }, caller: Caller): Promise<MessagePage>
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

export interface SessionPage {
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
}

export interface MessagePage {
  messages: Message[]
  nextCursor: string | null
}
