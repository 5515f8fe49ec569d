import { createParser } from 'eventsource-parser'
import { brokenAnswer } from '../http/errors'

/** Longest event: far above any token, far below what would hurt. */
const EVENT_LENGTH_MAX = 1024 * 1024

/** The data of a stream's events as soon as they are whole, of those that came together at once. What is no stream is thrown. */
export async function* eventData(body: ReadableStream<Uint8Array>): AsyncGenerator<string[]> {
  const ready: string[] = []
  let failure: Error | undefined
  const parser = createParser({
    onEvent: ({ data }) => {
      // One that came in a single piece was never in the parser's buffer.
      if (data.length > EVENT_LENGTH_MAX) failure ??= new Error('an event without an end')
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
