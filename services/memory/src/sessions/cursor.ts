import { fieldError } from '@collabry/runtime/validation'

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
