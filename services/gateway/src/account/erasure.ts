import type { Caller } from '../core/caller'
import type { DocumentEntry } from '../documents/ports'
import type { Message, Session } from '../sessions/ports'
import type { UsageDay } from './usage'

/**
 * The record of a user's erasure, which outlives a gateway: begin it, erase in every service, end it. What belongs to an
 * earlier epoch is refused everywhere from then on.
 */
export interface Erasures {
  /** Begins one, or returns the one that runs. */
  begin(caller: Caller): Promise<{ epochMs: number }>
  /** Removes everything that memory has of the caller; harmless when repeated. Counts by kind. */
  erase(epochMs: number, caller: Caller): Promise<Record<string, number>>
  /** Once every service has erased; harmless when repeated. */
  end(epochMs: number, caller: Caller): Promise<void>
  /** Claims erasures whose gateway has been silent for 30 s, for 30 s. */
  claim(limit: number, request: Omit<Caller, 'userId'>): Promise<{ userId: string; epochMs: number }[]>
}

/** Removes everything that rag has of the caller; harmless when repeated. Counts by kind. */
export type EraseDocuments = (epochMs: number, caller: Caller) => Promise<Record<string, number>>

/** Everything that memory has of a user, read as fast as it is taken. */
export type ExportMemory = (caller: Caller) => AsyncGenerator<Exported>

/** The messages are of the session that was named last, of all its branches. */
export type Exported =
  | { kind: 'session'; session: Session }
  | { kind: 'messages'; messages: Message[] }
  | { kind: 'usage'; days: UsageDay[] }

/** Every document of a user, each followed by its text in pieces. */
export type ExportDocuments = (caller: Caller) => AsyncGenerator<ExportedDocument>

export type ExportedDocument = { kind: 'document'; document: DocumentEntry } | { kind: 'text'; text: string }
