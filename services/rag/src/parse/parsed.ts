/** The result of reading a file. */
export interface Parsed {
  /** The text to be stored. */
  text: string
  /** The parts of the file that are not in the text, each kind once. */
  leftOut: LeftOut[]
}

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
