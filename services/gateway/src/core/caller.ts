/** On whose behalf, under which request, until when: the last argument of every use case and port method. */
export interface Caller {
  userId: string
  requestId: string
  /** When the request came, ms: after its user was erased it makes nothing any more. Unset: not said. */
  acceptedAtMs?: number
  signal: AbortSignal
}
