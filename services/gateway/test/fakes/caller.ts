import type { Caller } from '../../src/core/caller'

export const callerOf = (userId: string, signal: AbortSignal = new AbortController().signal): Caller => ({
  userId,
  requestId: 'test',
  signal,
})
