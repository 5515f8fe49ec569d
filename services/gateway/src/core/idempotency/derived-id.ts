import { createHash } from 'node:crypto'

/** The id of something that a request makes: the same for every try of it, and no one else's. */
export function derivedId(seed: string, what: string): string {
  const hex = createHash('sha256').update(`${what}\n${seed}`).digest('hex')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join('-')
}
