import { COLLECTOR } from './collection'

/** How the bytes of a request travel, and what becomes of its answer. */
type Delivery =
  /** Sent at once; the answer is read to its end. */
  | 'whole'
  /** Sent at once; nothing of the answer is read but its first bytes. */
  | 'unread'
  /** A chunked body of a few bytes at a time. */
  | 'trickle'
  /** Half of the declared body, and then nothing. */
  | 'half'
  /** A head without an end, a line at a time. */
  | 'head'
  /** Sent at once; the connection is closed before an answer. */
  | 'gone'
  /** The body in chunks of one byte, with an extension each; sent at once, the answer is read to its end. */
  | 'chunked'
  /** A thousand times over one connection, without waiting for an answer; no answer is read. */
  | 'pipelined'
  /** Connections that say nothing, and at last the request. */
  | 'idle'

/** What the attacker has before the attack begins; what it makes fills the places of the same name in paths. */
export type State =
  | 'session'
  | 'document'
  | 'document with vectors'
  | 'large document'
  | 'many documents'
  | 'stream'
  | 'endless stream'
  | 'key'
  | 'lengthened turns'
  | 'kept answer over a spent quota'
  | 'erasure over a spent quota'

/** A product of its own settings, model and data; in the last two the attacker has thousands of them. */
export type World = 'builtin' | 'scripted' | 'quota' | 'embedding' | 'documents' | 'sessions'

export interface Attack {
  name: string
  /** Method and path; `{n}` is the number of the request, `{session}` and the like come of the state. */
  request: string
  /** In the body of an attack with `needs`, `{session}` and the like are replaced too. */
  body?: (n: number) => string | Uint8Array
  /** Beside the host, the token and the length; a value may hold `{n}`. JSON is the type unless they say so. */
  headers?: Record<string, string>
  /** Sent over each connection, one after the other; 1. */
  repeats?: number
  /** At once; 1. */
  connections?: number
  send?: Delivery
  /** `nobody` sends no token. */
  as?: 'user' | 'nobody'
  needs?: State
  world?: World
  /** Left out where time counts: others of its kind are played. */
  long?: boolean
  /** Repeated on MongoDB and Milvus. */
  stores?: boolean
  /** The statuses of the answers; left out: any but 500. */
  answers?: number[]
  /** Statuses that no more answers than so many have. */
  atMost?: Record<string, number>
  /** No answer holds this. */
  never?: RegExp
  /** The folder of the data grows by no more than this. */
  diskMibMax?: number
  /** Documents that the attacker has been charged at the end. */
  documentsMax?: number
  /** Tokens that the attacker has been charged at the end. */
  tokensMax?: number
  /** A request of the ordinary user after the attack, which is answered with 200. */
  afterwards?: { request: `POST ${string}`; body: () => string }
}

/** The request as it goes out the n-th time. */
export function filled(template: string, n: number, places: Record<string, string>): string {
  return template.replace(/\{(\w+)\}/g, (whole, name: string) => (name === 'n' ? String(n) : (places[name] ?? whole)))
}

/** Bytes of bodies that are under way at once. */
export const bytesInFlight = (attack: Attack): number =>
  (attack.connections ?? 1) * (attack.body ? Buffer.byteLength(attack.body(0)) : 0)

/** A new user for each attempt of each attack, or the one that has the collection. */
export const attackerOf = ({ name, world }: Attack, attempt: number): string =>
  world === 'documents' || world === 'sessions' ? COLLECTOR : `attacker-${attempt}-${name.replace(/\W+/g, '-')}`
