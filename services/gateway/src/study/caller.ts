/** On whose behalf, under which request, until when: the last argument of every use case and port method. */
export interface Caller {
  userId: string
  requestId: string
  signal: AbortSignal
}
