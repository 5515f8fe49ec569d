import { AppError } from '@collabry/runtime/errors'

/** Where a page of documents ends: the next one has what was made before, and of the same time what has a smaller id. */
export const toCursor = (createdAtMs: number, documentId: string): string => `${createdAtMs}.${documentId}`

export function fromCursor(cursor: string): { beforeMs: number; beforeId: string } {
  if (cursor === '') return { beforeMs: Number.MAX_SAFE_INTEGER, beforeId: '' }
  const [, ms, id] = /^(\d{1,15})\.([0-9a-f]{32})$/.exec(cursor) ?? []
  if (!ms || !id) throw new AppError('validation_error', 'cursor: give the next_cursor of the page before.')
  return { beforeMs: Number(ms), beforeId: id }
}
