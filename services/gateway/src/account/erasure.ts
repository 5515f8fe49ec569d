import { AppError } from '@collabry/runtime/errors'
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

/** Number of removed records, by service and kind. */
interface Receipt {
  memory: Record<string, number>
  rag: Record<string, number>
}

export type EraseUser = (caller: Caller) => Promise<Receipt>

interface Ports {
  erasures: Erasures
  eraseDocuments: EraseDocuments
}

interface EraseUserPorts extends Ports {
  /** Saves what was counted of a user until now, so that the receipt speaks of it. */
  saveUsage(userId: string): Promise<void>
}

/**
 * Erases a user in every service. A recorded erasure is never cancelled: if this gateway dies or a service is unavailable,
 * any gateway resumes it. The receipt counts what this call removed; today's usage counts stay until midnight (UTC).
 */
export const createEraseUser =
  ({ saveUsage, ...ports }: EraseUserPorts): EraseUser =>
  async (caller) => {
    await saveUsage(caller.userId)
    const own = { ...caller, signal: new AbortController().signal }
    const { epochMs } = await ports.erasures.begin(own)
    return eraseEverywhere(ports, epochMs, own)
  }

/** Goes on with what gateways that are silent have left. */
export async function resumeErasures(ports: Ports, request: Omit<Caller, 'userId'>): Promise<void> {
  for (const { userId, epochMs } of await ports.erasures.claim(CLAIMED_MAX, request)) {
    request.signal.throwIfAborted()
    // One that fails again is there to be claimed again; the others need not wait for it.
    await eraseEverywhere(ports, epochMs, { ...request, userId }).catch(() => undefined)
  }
}

/** Another gateway may take over what is not done within 30 s: no more than can be. */
const CLAIMED_MAX = 4

async function eraseEverywhere({ erasures, eraseDocuments }: Ports, epochMs: number, caller: Caller): Promise<Receipt> {
  const [memory, rag] = await Promise.allSettled([erasures.erase(epochMs, caller), eraseDocuments(epochMs, caller)])
  if (memory.status === 'rejected') throw goesOn(memory.reason)
  if (rag.status === 'rejected') throw goesOn(rag.reason)
  await erasures.end(epochMs, caller).catch((cause: unknown) => {
    throw goesOn(cause)
  })
  return { memory: memory.value, rag: rag.value }
}

const goesOn = (cause: unknown) =>
  new AppError(
    'unavailable',
    'The erasure has begun and goes on by itself as soon as every store can be reached; ask again to see that it is done.',
    { cause, retryAfterMs: 30_000 },
  )
