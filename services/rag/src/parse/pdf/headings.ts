import type { Line } from './page-lines'

const HEADING_LENGTH_MAX = 200
/** How much larger than the body of the text a heading is. */
const LARGER_MIN = 1.15
/** A document with more sizes than this uses them for something else. */
const LEVELS_MAX = 4
/** Of all characters; where so many are large, they are no headings. */
const HEADING_SHARE_MAX = 0.2

/** The level of a line as a heading, by its size beside that of most of the text; 0: it is none. */
export function headingLevels(pages: Line[][]): (line: Line) => number {
  const lengths = new Map<number, number>()
  for (const { text, height } of pages.flat()) lengths.set(sizeOf(height), (lengths.get(sizeOf(height)) ?? 0) + text.length)
  const [[body] = [0]] = [...lengths].sort(([, one], [, other]) => other - one)
  const larger = [...lengths].filter(([size]) => size >= body * LARGER_MIN)
  const sum = (counts: Iterable<[number, number]>) => [...counts].reduce((total, [, length]) => total + length, 0)
  if (body === 0 || sum(larger) > sum(lengths) * HEADING_SHARE_MAX) return () => 0
  const sizes = larger.map(([size]) => size).sort((one, other) => other - one)
  return ({ text, height }) => {
    if (text.length > HEADING_LENGTH_MAX || !/\p{L}/u.test(text)) return 0
    return Math.min(sizes.indexOf(sizeOf(height)) + 1, LEVELS_MAX)
  }
}

/** Half points: the same size differs a little from run to run. */
const sizeOf = (height: number) => Math.round(height * 2) / 2
