import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto'
import { ownerKey } from '@collabry/storage/owner-key'
import { type StreamLog, type StreamPage, TICKET_MS, type TicketStore, ticketNotFound, type Wait } from './store'

/** A log without new events is looked at this often, whether its producer is lost. */
const WAIT_MS = 250
/** Pause between two records that a follower reads. */
const NOTE_MS = 1_000

interface Parts {
  streams: StreamLog
  /** Ends logs whose producers are lost. */
  closeLost: () => Promise<void>
  now: () => number
}

/** Pages with events after `after`, until the page with the end of the log. Every replica can serve them. */
export async function* followStream(
  { streams, closeLost, now }: Parts,
  userId: string,
  streamId: string,
  after: number,
  signal: AbortSignal,
): AsyncGenerator<StreamPage> {
  let position = after
  let notedAt = Number.NEGATIVE_INFINITY
  let wait: Wait | undefined
  for (;;) {
    signal.throwIfAborted()
    const page = await streams.read(userId, streamId, position, wait)
    position = page.events.at(-1)?.n ?? position
    const isOver = page.end !== undefined && position >= page.count
    if (page.events.length > 0 || isOver) yield isOver ? page : { ...page, end: undefined }
    if (isOver) return
    if (performance.now() - notedAt >= NOTE_MS) {
      // Another read reports a store that is unavailable.
      void streams.follow(userId, streamId).catch(() => undefined)
      notedAt = performance.now()
    }
    wait = page.events.length > 0 ? undefined : { ms: WAIT_MS, signal }
    if (wait && page.leaseUntilMs <= now()) await closeLost()
  }
}

/** The permission that a ticket gives. */
interface Pass {
  userId: string
  /** Empty: an upload. */
  streamId: string
  /** Task of the upload; unset: a stream. */
  taskId?: string
}

/** Issues a ticket. The store gets its hash and the pass encrypted with it; a reader of the store learns neither. */
export async function issueTicket(
  tickets: TicketStore,
  pass: Pass,
  now: number,
): Promise<{ ticket: string; expiresAtMs: number }> {
  const ticket = randomBytes(32).toString('base64url')
  const expiresAtMs = now + TICKET_MS
  await tickets.putTicket({ hash: hashOf(ticket), owner: ownerKey(pass.userId), sealed: seal(ticket, pass), expiresAtMs })
  return { ticket, expiresAtMs }
}

export async function redeemTicket(tickets: TicketStore, ticket: string): Promise<Pass> {
  const taken = await tickets.takeTicket(hashOf(ticket))
  if (!taken) throw ticketNotFound()
  return open(ticket, taken.sealed)
}

const hashOf = (ticket: string) => createHash('sha256').update(ticket).digest('base64url')

/** A ticket has 256 random bits, so its hash is a key. Each key is used once, so the nonce may be constant. */
const keyOf = (ticket: string) => createHash('sha256').update('pass:').update(ticket).digest()
const NONCE = Buffer.alloc(12)
const TAG_BYTES = 16

function seal(ticket: string, pass: Pass): string {
  const cipher = createCipheriv('aes-256-gcm', keyOf(ticket), NONCE)
  return Buffer.concat([cipher.update(JSON.stringify(pass), 'utf8'), cipher.final(), cipher.getAuthTag()]).toString('base64url')
}

function open(ticket: string, sealed: string): Pass {
  const bytes = Buffer.from(sealed, 'base64url')
  const decipher = createDecipheriv('aes-256-gcm', keyOf(ticket), NONCE).setAuthTag(bytes.subarray(-TAG_BYTES))
  return JSON.parse(Buffer.concat([decipher.update(bytes.subarray(0, -TAG_BYTES)), decipher.final()]).toString()) as Pass
}
