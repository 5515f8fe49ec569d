import { createHmac, randomUUID } from 'node:crypto'

/** A token as the gateway accepts it. It is made without a library, because this folder runs with Bun alone. */
export function signToken(key: string, user: string, ttlSeconds = 600): string {
  const now = Math.floor(Date.now() / 1_000)
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const unsigned = `${part({ alg: 'HS256', typ: 'JWT' })}.${part({ sub: user, iat: now, exp: now + ttlSeconds })}`
  return `${unsigned}.${createHmac('sha256', key).update(unsigned).digest('base64url')}`
}

interface Source {
  document_id: string
  content: string
  start: number
  end: number
}

/** The fields of the contract's answers that the checks look at; each answer has some of them. */
interface Body {
  code: string
  components: Record<string, string>
  status: string
  task_id: string
  document_id: string
  answer: string
  original_length: number
  total_nodes: number
  sources: Source[]
  results: Source[]
  sessions: { session_id: string }[]
  messages: { content: string; status: string }[]
}

interface Answer {
  status: number
  headers: Headers
  /** The JSON of the answer; empty if it is not JSON. */
  body: Partial<Body>
  text: string
}

const ANSWER_MS_MAX = 120_000

/** Calls the API as one user, from the contract alone. */
export const clientOf =
  (url: string, token?: string) =>
  async (method: string, path: string, body?: unknown): Promise<Answer> => {
    const answer = await fetch(`${url}${path}`, {
      method,
      headers: {
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        'x-request-id': `smoke-${randomUUID()}`,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(ANSWER_MS_MAX),
    })
    const text = await answer.text()
    return { status: answer.status, headers: answer.headers, body: jsonOf(text), text }
  }
export type Call = ReturnType<typeof clientOf>

function jsonOf(text: string): Partial<Body> {
  try {
    return JSON.parse(text)
  } catch {
    return {}
  }
}

/** The result of a stream as a client reads it: the joined text and the data of its `done`, or `error`. */
export function readStream(body: string): { text: string; done?: string; error?: string } {
  let text = ''
  const end: { done?: string; error?: string } = {}
  for (const frame of body.split('\n\n')) {
    const lines = frame.split('\n')
    const event = lines.find((line) => line.startsWith('event: '))?.slice('event: '.length)
    const data = lines.filter((line) => line.startsWith('data: ')).map((line) => line.slice('data: '.length))
    if (event === 'done' || event === 'error') end[event] = data.join('\n')
    else if (event === undefined) text += data.join('\n')
  }
  return { text, ...end }
}
