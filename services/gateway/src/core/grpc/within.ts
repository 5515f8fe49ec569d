import type { CallLimits } from '@collabry/runtime/grpc/client'

/** The limits of a call that is made for a request: it ends with the request, and by its own deadline. */
export const within = ({ signal, requestId }: Pick<CallLimits, 'signal' | 'requestId'>, deadlineMs: number): CallLimits => ({
  signal,
  requestId,
  deadlineMs,
})
