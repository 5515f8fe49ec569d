import { join } from 'node:path'

/** Requests of students in one language, and the texts that they may be about. */
export interface Requests {
  /** `X` stands for a topic. */
  phrasings: string[]
  /** The topic as it is named in a request, and a text about it. */
  covered: [topic: string, text: string][]
  /** Small talk and requests that no text of a library answers. */
  talk: string[]
  uncovered: string[]
}

/** By language. */
export const requests: Record<string, Requests> = await Bun.file(join(import.meta.dir, 'auto-requests.json')).json()

/** Requests about other subjects, written before any of their figures was known. Half of the phrasings, the even ones, are held out. */
export const unseenRequests: Record<string, Requests> = await Bun.file(join(import.meta.dir, 'unseen-requests.json')).json()
