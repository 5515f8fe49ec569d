import { createParser } from 'eventsource-parser'
import { brokenAnswer } from '../http/errors'

/** Longest event: far above any token, and small enough to be held in memory. */
const EVENT_LENGTH_MAX = 1024 * 1024

/** The data of complete events; events that arrived together come as one array. Throws for anything but an event stream. */
export async function* eventData(body: ReadableStream<Uint8Array>): AsyncGenerator<string[]> {
  const ready: string[] = []
  let failure: Error | undefined
  const parser = createParser({
    onEvent: ({ data }) => {
      // An event that arrived in one chunk was never in the parser's buffer, which has its own limit.
      if (data.length > EVENT_LENGTH_MAX) failure ??= new Error('an event is too long')
      else ready.push(data)
    },
    onError: (error) => {
      failure ??= error
    },
    maxBufferSize: EVENT_LENGTH_MAX,
  })
  const decoder = new TextDecoder()
  for await (const bytes of body) {
    parser.feed(decoder.decode(bytes, { stream: true }))
    if (ready.length > 0) yield ready.splice(0)
    if (failure) throw brokenAnswer(failure)
  }
}
