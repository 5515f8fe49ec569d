import { createHash } from 'node:crypto'
import { join } from 'node:path'

/** Requests of students in one language, and the texts that they may be about. */
export interface Requests {
  /** `X` stands for a topic, `X1` for its second form. */
  phrasings: string[]
  /** The topic as it is named in a request, its forms separated by `|`, and a text about it. */
  covered: [topic: string, text: string][]
  /** Small talk and requests that no text of a library answers. */
  talk: string[]
  uncovered: string[]
}

/** By language. */
export const requests: Record<string, Requests> = await Bun.file(join(import.meta.dir, 'auto-requests.json')).json()

/**
 * As students ask, in sixteen languages, with the cases of their topics; written before any of their figures was known. The
 * phrasings whose hash is odd are held out.
 */
export const studentRequests: Record<string, Requests> = await Bun.file(join(import.meta.dir, 'student-requests.json')).json()

/** The first form of the topic stands for those that it does not have. */
export function requestFor(phrasing: string, topic: string): string {
  const [first = '', ...others] = topic.split('|')
  return phrasing.replace(/X(\d?)/, (_, form: string) => (form === '' ? first : (others[Number(form) - 1] ?? first)))
}

/** Whether a phrasing or a message belongs to the half by which nothing was mended. */
export const isHeldOut = (text: string): boolean => ((createHash('sha256').update(text).digest()[0] ?? 0) & 1) === 1

/**
 * Requests about other subjects, as different people write: slang, telegrams, dictation, slips, two questions in one, other languages
 * mixed in. Written before any of their figures was known; the phrasings whose hash is odd are held out.
 */
export const unseenRequests: Record<string, Requests> = await Bun.file(join(import.meta.dir, 'unseen-requests.json')).json()

/**
 * Requests in Korean, Polish and Hindi, and in four languages of which no asking words are known. Written before any of their
 * figures was known; the words of Hindi were mended by the half whose hash is even.
 */
export const sevenRequests: Record<string, Requests> = await Bun.file(join(import.meta.dir, 'seven-requests.json')).json()
