export interface SseEvent {
  /** Number of a logged event. Default: text chunks are counted. */
  id?: string
  /** Left out: a piece of the answer's text. */
  event?: 'sources' | 'error' | 'done'
  data: string
}

/** How the events of a stream look on the wire. */
export interface SseWire {
  /** Besides those of every stream. */
  headers: Record<string, string>
  /** Without a log, `id` belongs to pieces of text alone. */
  frame(event: SseEvent, id: string | undefined): string
}

export const KEEP_ALIVE = ': keep-alive\n\n'

/**
 * One event on the wire. The data goes out raw, as the contract says; each line of it is a `data:` line, so that no text can
 * forge an event. Elysia's own `sse()` does not split lines.
 */
function frame({ event, data }: SseEvent, id?: string): string {
  const lines = data.includes('\n') || data.includes('\r') ? data.split(/\r\n|\r|\n/).join('\ndata: ') : data
  return `${id ? `id: ${id}\n` : ''}${event ? `event: ${event}\n` : ''}data: ${lines}\n\n`
}

/** The frames of the contract. */
export const contractWire: SseWire = { headers: {}, frame }

/** Frames of JSON without line ends, and the last frame that OpenAI's clients wait for. */
export const jsonWire = (headers: Record<string, string> = {}): SseWire => ({
  headers,
  frame: ({ event, data }) => `data: ${event === 'done' ? '[DONE]' : data}\n\n`,
})
