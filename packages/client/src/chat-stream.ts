import { createParser, type EventSourceMessage } from 'eventsource-parser'
import { ApiError, ConnectionError } from './errors.js'
import { type ClientOptions, pause, RETRIES_MAX, type Send } from './send.js'
import type { ChatRequest, Error as ErrorBody, Source } from './types.js'

export type ChatEvent =
  /** The first event, once: the ids of the answer. */
  | { type: 'start'; streamId: string; messageId: string | undefined }
  /** The cited sources; `[n]` is the n-th. */
  | { type: 'sources'; sources: Source[] }
  | { type: 'text'; text: string }
  | { type: 'done'; sessionId: string }

/** An answer while it is written. Leaving the loop, or the signal, stops the model. */
export interface ChatStream extends AsyncIterable<ChatEvent> {
  /** The whole text, when it is done. */
  text(): Promise<string>
}

interface Parts {
  send: Send
  options: Pick<ClientOptions, 'silenceMsMax' | 'retriesMax'>
}

interface Position {
  streamId: string
  /** Id of the last event that came. */
  last: string
  /** Lost connections since the last event. */
  lost: number
}

const SILENCE_MS_MAX = 30_000
const PAUSE_MS = 250

/** Opens a stream that survives lost connections: it resumes after the last event that was received. */
export function chatStream(parts: Parts, request: ChatRequest, signal?: AbortSignal): ChatStream {
  const start = () => events(parts, { include_sources: true, ...request, stream: true, resumable: true }, signal)
  return {
    [Symbol.asyncIterator]: start,
    async text() {
      let text = ''
      for await (const event of start()) if (event.type === 'text') text += event.text
      return text
    },
  }
}

async function* events({ send, options }: Parts, body: ChatRequest, signal?: AbortSignal): AsyncGenerator<ChatEvent> {
  const stop = new AbortController()
  const ended = signal ? AbortSignal.any([signal, stop.signal]) : stop.signal
  let response: Response | undefined = await send('/ai/chat/stream', { method: 'POST', body, signal: ended })
  const at: Position = { streamId: response.headers.get('x-stream-id') ?? '', last: '', lost: 0 }
  let isDone = false
  try {
    yield { type: 'start', streamId: at.streamId, messageId: response.headers.get('x-message-id') ?? undefined }
    while (!isDone) {
      for await (const event of read(response, at, options.silenceMsMax ?? SILENCE_MS_MAX, ended)) {
        isDone = event.type === 'done'
        yield event
        if (isDone) return
      }
      response = await resumed(send, at, options.retriesMax ?? RETRIES_MAX, ended)
    }
  } catch (error) {
    // An error event has ended the stream by itself.
    isDone = error instanceof ApiError
    throw error
  } finally {
    stop.abort()
    if (!isDone) await send(`/ai/chat/stream/${at.streamId}`, { method: 'DELETE' }).catch(() => undefined)
  }
}

async function resumed(send: Send, at: Position, retriesMax: number, signal: AbortSignal): Promise<Response> {
  if (++at.lost > retriesMax) throw new ConnectionError('The stream was lost, and could not be resumed.')
  await pause(PAUSE_MS * 2 ** (at.lost - 1), signal)
  const headers = at.last === '' ? {} : { 'last-event-id': at.last }
  const response = await send(`/ai/chat/stream/${at.streamId}`, { headers, signal })
  if (response.status === 204) throw new ConnectionError('The stream has ended, and its end was lost.')
  return response
}

/** The events of one connection, until it ends for any reason. */
async function* read(response: Response, at: Position, silenceMsMax: number, signal: AbortSignal): AsyncGenerator<ChatEvent> {
  if (!response.body) return
  const reader = response.body.getReader()
  const decoder = new TextDecoder()
  const messages: EventSourceMessage[] = []
  const parser = createParser({ onEvent: (message) => messages.push(message) })
  try {
    while (true) {
      // Comments keep a stream alive whose model is thinking, so that bytes count here, and not events.
      const next = await within(reader.read(), silenceMsMax).catch(() => {
        signal.throwIfAborted()
        return undefined
      })
      if (!next || next.done) return
      parser.feed(decoder.decode(next.value, { stream: true }))
      for (const message of messages.splice(0)) {
        if (message.id !== undefined) at.last = message.id
        at.lost = 0
        const event = eventOf(message, response.status)
        if (event) yield event
      }
    }
  } finally {
    reader.cancel().catch(() => undefined)
  }
}

function eventOf({ event, data }: EventSourceMessage, status: number): ChatEvent | undefined {
  if (event === undefined) return { type: 'text', text: data }
  if (event === 'sources') return { type: 'sources', sources: JSON.parse(data) as Source[] }
  if (event === 'done') return { type: 'done', sessionId: data }
  if (event === 'error') throw new ApiError(status, JSON.parse(data) as ErrorBody)
  return undefined
}

async function within<Value>(promise: Promise<Value>, ms: number): Promise<Value> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('silence')), ms)
  })
  try {
    return await Promise.race([promise, late])
  } finally {
    clearTimeout(timer)
  }
}
