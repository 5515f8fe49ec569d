export interface SseEvent {
  /** Left out: a piece of the answer's text. */
  event?: 'sources' | 'error' | 'done'
  data: string
}

export const KEEP_ALIVE = ': keep-alive\n\n'

/**
 * One event on the wire. The data goes out raw, as the contract says; each line of it is a `data:` line, so that no text can
 * forge an event. Elysia's own `sse()` does not split lines.
 */
export function frame({ event, data }: SseEvent, id?: string): string {
  const lines = data.includes('\n') || data.includes('\r') ? data.split(/\r\n|\r|\n/).join('\ndata: ') : data
  return `${id ? `id: ${id}\n` : ''}${event ? `event: ${event}\n` : ''}data: ${lines}\n\n`
}
