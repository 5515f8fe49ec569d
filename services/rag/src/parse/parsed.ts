/** The result of reading a file. */
export interface Parsed {
  /** The text to be stored. */
  text: string
  /** The parts of the file that are not in the text, each kind once. */
  leftOut: LeftOut[]
}

/** Recognition of a file as far as it has come: it may go on in another process. */
export interface Progress {
  /** Texts of pages by their numbers; empty: the page shows none that can be read. */
  known: [page: number, text: string][]
  /** Number of these pages that have taken too long. */
  givenUp: number
  /** Processor time that all of them have taken. */
  usedMs: number
}

export interface RecognizedPage {
  page: number
  text: string
  /** Processor time that it has taken. */
  usedMs: number
  /** Number of pages that are still to be recognised. */
  left: number
}

/** A line of the output of the process that reads a file. */
export type ChildMessage = { begun: number } | RecognizedPage | { leftOut: LeftOut[] }

export interface LeftOut {
  kind:
    | 'page'
    | 'slide'
    | 'sheet'
    | 'row'
    | 'column'
    | 'chapter'
    | 'picture'
    | 'chart'
    | 'hidden-text'
    | 'comment'
    | 'formula'
    | 'letter'
    | 'attachment'
  count: number
  /** For the owner of the file: says how many parts were left out, and why. */
  sentence: string
}

/** The text of a file of which nothing is left out. */
export const wholly = (text: string): Parsed => ({ text, leftOut: [] })

/** One entry, or none for a count of 0. `sentence` is made from the count. */
export const leftOut = (kind: LeftOut['kind'], count: number, sentence: (count: number) => string): LeftOut[] =>
  count === 0 ? [] : [{ kind, count, sentence: sentence(count) }]

/** Pages whose text is missing, by their numbers in order. `why` ends the sentence. */
export const leftOutPages = (numbers: number[], why: string): LeftOut[] =>
  leftOut('page', numbers.length, (count) => `The text of ${count === 1 ? 'page' : 'pages'} ${ranges(numbers)} ${why}.`)

const RANGES_MAX = 40

/** `3, 7–9` */
function ranges(numbers: number[]): string {
  const parts: { from: number; to: number }[] = []
  for (const number of numbers) {
    const last = parts.at(-1)
    if (last?.to === number - 1) last.to = number
    else parts.push({ from: number, to: number })
  }
  const texts = parts.map(({ from, to }) => (from === to ? `${from}` : `${from}–${to}`))
  return [...texts.slice(0, RANGES_MAX), ...(texts.length > RANGES_MAX ? ['…'] : [])].join(', ')
}
