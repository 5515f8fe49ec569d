import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto'
import { ownerKey } from '@collabry/storage/owner-key'
import { TICKET_MS, type TicketStore, ticketNotFound } from './store'

/** The permission that a ticket gives. */
export interface Pass {
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
