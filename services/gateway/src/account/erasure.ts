import { AppError } from '@collabry/runtime/errors'
import type { Caller } from '../core/caller'

/**
 * The record of a user's erasure, which outlives a gateway: begin it, erase in every service, end it. From then on every
 * service refuses data of an earlier epoch.
 */
export interface Erasures {
  /** Begins an erasure, or returns the running one. */
  begin(caller: Caller): Promise<{ epochMs: number }>
  /** Removes everything that memory has of the caller; harmless when repeated. Counts by kind. */
  erase(epochMs: number, caller: Caller): Promise<Record<string, number>>
  /** Ends an erasure after every service has erased; harmless when repeated. */
  end(epochMs: number, caller: Caller): Promise<void>
  /** Claims erasures whose gateway has been silent for 30 s, for 30 s. */
  claim(limit: number, request: Omit<Caller, 'userId'>): Promise<{ userId: string; epochMs: number }[]>
}

/** Removes everything that rag has of the caller; harmless when repeated. Counts by kind. */
export type EraseDocuments = (epochMs: number, caller: Caller) => Promise<Record<string, number>>

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
  /** Saves the counts of a user, so that the receipt includes them. */
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

/** Resumes erasures of gateways that have been silent. */
export async function resumeErasures(ports: Ports, request: Omit<Caller, 'userId'>): Promise<void> {
  for (const { userId, epochMs } of await ports.erasures.claim(CLAIMED_MAX, request)) {
    request.signal.throwIfAborted()
    // A failed erasure can be claimed again; the others do not wait for it.
    await eraseEverywhere(ports, epochMs, { ...request, userId }).catch(() => undefined)
  }
}

/** Erasures that one claim takes. Another gateway may claim those that are not done within 30 s. */
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
