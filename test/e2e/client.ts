import { remember } from './canaries'
import type { Product } from './product'

export interface SseEvent {
  id?: string
  event?: string
  data?: string
  comment?: string
}

/** A passage, as the contract shows it. */
export interface Source {
  document_id: string
  filename: string
  content: string
  start: number
  end: number
}

/** The fields of the contract's answers that the tests look at by name; each answer has some of them. */
interface Body {
  status: string
  code: string
  error: string
  task_id: string
  document_id: string
  session_id: string
  message_id: string
  key: string
  answer: string
  content: string
  status_detail: string
  documents: { document_id: string; status: string }[]
  total: number
  sources: Source[]
  results: Source[]
  mode: string
  coverage: number
  sessions: unknown[]
  messages: { content: string; status: string }[]
}

export interface Reply {
  status: number
  headers: Headers
  body: Body
}

/** A client as a stranger would write it, from the contract alone. */
export interface Client {
  get(path: string): Promise<Reply>
  post(path: string, body?: unknown, headers?: Record<string, string>): Promise<Reply>
  patch(path: string, body: unknown): Promise<Reply>
  delete(path: string): Promise<Reply>
  /** Opens a stream; its events as they arrive. */
  stream(path: string, body: unknown, signal?: AbortSignal): Promise<{ response: Response; events: AsyncGenerator<SseEvent> }>
  /** The text, the other events and the end of a whole stream. */
  read(path: string, body: unknown): Promise<{ text: string; events: SseEvent[] }>
}

/** What carries the requests of a client. */
export type Send = (url: string, init: Sent) => Promise<Response>
interface Sent {
  method: string
  headers: Record<string, string>
  body?: string
  signal?: AbortSignal
}

export async function clientOf(
  product: Pick<Product, 'url' | 'token'>,
  user: string,
  send: Send = (url, init) => fetch(url, init),
): Promise<Client> {
  const token = await product.token(user)
  remember(token)
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
  const call = async (method: string, path: string, body?: unknown, more: Record<string, string> = {}): Promise<Reply> => {
    remember(body)
    const init = body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }
    const answer = await send(`${product.url}${path}`, { method, headers: { ...headers, ...more }, ...init })
    const text = await answer.text()
    return { status: answer.status, headers: answer.headers, body: (text.startsWith('{') ? JSON.parse(text) : {}) as Body }
  }
  const stream: Client['stream'] = async (path, body, signal) => {
    remember(body)
    const init = { method: 'POST', headers, body: JSON.stringify(body), ...(signal ? { signal } : {}) }
    const response = await send(`${product.url}${path}`, init)
    return { response, events: readEvents(response) }
  }
  return {
    get: (path) => call('GET', path),
    post: (path, body, more) => call('POST', path, body, more),
    patch: (path, body) => call('PATCH', path, body),
    delete: (path) => call('DELETE', path),
    stream,
    async read(path, body) {
      const { response, events } = await stream(path, body)
      if (response.status !== 200) throw new Error(`${response.status} ${await response.text()}`)
      const all: SseEvent[] = []
      for await (const event of events) all.push(event)
      return { text: textOf(all), events: all.filter(({ event, comment }) => event !== undefined && comment === undefined) }
    },
  }
}

export interface Health {
  status: string
  components: Record<string, string>
}

/** What /health says; `gone` while nobody listens. */
export async function healthOf(url: string): Promise<Health> {
  try {
    return (await (await fetch(`${url}/health`)).json()) as Health
  } catch {
    return { status: 'gone', components: {} }
  }
}

/** What a client of the seed shows: the data of the unnamed events. */
export const textOf = (events: SseEvent[]): string =>
  events.map(({ event, data }) => (event === undefined ? (data ?? '') : '')).join('')

/** Server-Sent Events as the standard reads them; comments are events of their own here. */
export async function* readEvents(response: Response): AsyncGenerator<SseEvent> {
  if (!response.body) return
  const decoder = new TextDecoder()
  let rest = ''
  for await (const bytes of response.body) {
    rest += decoder.decode(bytes, { stream: true })
    const frames = rest.split('\n\n')
    rest = frames.pop() ?? ''
    for (const frame of frames) yield parse(frame)
  }
}

function parse(frame: string): SseEvent {
  const event: SseEvent = {}
  for (const line of frame.split('\n')) {
    const [, field = '', value = ''] = /^([^:]*):? ?(.*)$/s.exec(line) ?? []
    if (field === '') event.comment = value
    else if (field === 'data') event.data = event.data === undefined ? value : `${event.data}\n${value}`
    else if (field === 'id' || field === 'event') event[field] = value
  }
  return event
}

/** The next event of a stream that must not have ended: a loop that waits for words of an ended stream would never end. */
export async function nextOf(events: AsyncGenerator<SseEvent>): Promise<SseEvent> {
  const { value, done } = await events.next()
  if (done) throw new Error('the stream ended too early')
  return value
}
