import type { MessageInit } from '@collabry/proto/gen/collabry/memory/v1/Message'
import type { MessageStatus } from '@collabry/proto/gen/collabry/memory/v1/MessageStatus'
import { fieldError } from '@collabry/runtime/validation'
import type { Message, TurnEnd } from '../sessions/store'

// Rules for request fields. Each function throws a validation_error that names the field.

/** A user id is never changed. Ids that could become equal in a store are refused. */
export function userId(id: string): string {
  if (/\p{Cc}/u.test(id) || !id.isWellFormed()) throw fieldError('user_id', 'must be well-formed text without control characters')
  return id
}

const ID_PATTERN = /^[A-Za-z0-9._-]{1,128}$/

/** Ids stand in paths, where `.` and `..` are other places. */
export function id(field: string, value: string): string {
  if (!ID_PATTERN.test(value) || value === '.' || value === '..')
    throw fieldError(field, 'must be 1 to 128 characters of A-Z a-z 0-9 . _ -, and neither . nor ..')
  return value
}

export const optionalId = (field: string, value: string): string => (value === '' ? '' : id(field, value))

/** Text that is stored unchanged. */
export function text(field: string, value: string, { min = 0, max }: { min?: number; max: number }): string {
  if (value.length < min || value.length > max) throw fieldError(field, `must be ${min} to ${group(max)} characters`)
  if (!value.isWellFormed()) throw fieldError(field, 'must be well-formed Unicode: never cut it inside a surrogate pair')
  return value
}

/** One line. */
export function title(value: string, min: 0 | 1): string {
  if (/\p{Cc}/u.test(value)) throw fieldError('title', 'must be one line without control characters')
  return text('title', value, { min, max: 200 })
}

/** Number of items on a page. */
export function limit(value: number): number {
  if (value > 200) throw fieldError('limit', 'must be 1 to 200')
  return value === 0 ? 50 : value
}

export function atMost(field: string, value: number, max: number): number {
  if (value > max) throw fieldError(field, `must be 0 to ${group(max)}`)
  return value
}

const group = (number: number) => number.toLocaleString('en-US')

const roles = { user: 'MESSAGE_ROLE_USER', assistant: 'MESSAGE_ROLE_ASSISTANT' } as const

const statuses = {
  streaming: 'MESSAGE_STATUS_STREAMING',
  complete: 'MESSAGE_STATUS_COMPLETE',
  interrupted: 'MESSAGE_STATUS_INTERRUPTED',
  failed: 'MESSAGE_STATUS_FAILED',
} as const

export const toMessage = (message: Message): MessageInit => ({
  ...message,
  role: roles[message.role],
  status: statuses[message.status],
})

/** How a turn may end. */
export function fromEndStatus(status: MessageStatus): TurnEnd['status'] {
  if (status === statuses.complete) return 'complete'
  if (status === statuses.interrupted) return 'interrupted'
  if (status === statuses.failed) return 'failed'
  throw fieldError('status', 'must be complete, interrupted or failed')
}

/** Messages that begin with the newest are a list of their own: a position means another page there. */
type List = 'sessions' | 'messages' | 'newest'

/** An opaque cursor. It contains a position and no key: a forged one shows nothing of another user. */
export const toCursor = (list: List, position: number | undefined): string =>
  position === undefined ? '' : Buffer.from(`${list}:${position}`).toString('base64url')

export function fromCursor(list: List, cursor: string): number | undefined {
  if (cursor === '') return undefined
  const digits = /^[a-z]+:(\d{1,15})$/.exec(Buffer.from(cursor.slice(0, 100), 'base64url').toString())?.[1]
  const position = Number(digits)
  if (digits !== undefined && toCursor(list, position) === cursor) return position
  throw fieldError('cursor', 'must be the next_cursor of an earlier page of this list')
}
