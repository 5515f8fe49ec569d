import { areStacked, type Segment, TERM_LENGTH_MAX } from './segments'

/** Segments side by side on one line of a column. */
export type Row = Segment[]

/** The rows of each column of a page, in the order in which they are read. */
export type Column = Row[]

// In parts of the size of most of the text.
const GUTTER_MIN = 0.8
const COLUMN_WIDTH_MIN = 7
/** A column of prose fills its width in at least this share of its lines. */
const FULL_SHARE_MIN = 0.5
const FULL_WIDTH = 0.6
const WORDS_MIN = 2
const CANDIDATES_MAX = 16
/** Columns within columns; a hostile page has no more. */
const DEPTH_MAX = 12

/**
 * Divides a page where white space goes through between columns of text. Cells of a table are no columns: they are read row by
 * row. `fromRight`: the first column is the right one.
 */
export function readingOrder(segments: Segment[], fromRight: boolean, depth = 0): Column[] {
  const rows = rowsOf(segments)
  const split = depth < DEPTH_MAX ? columnSplit(segments) : undefined
  if (split === undefined) return rows.length > 0 ? [rows] : []
  const { above, left, right, below } = split
  const sides = fromRight ? [right, left] : [left, right]
  return [above, ...sides, below].flatMap((part) => (part.length > 0 ? readingOrder(part, fromRight, depth + 1) : []))
}

/** Segments that stand on one line, from top to bottom and from left to right. */
function rowsOf(segments: Segment[]): Row[] {
  return bandsOf(segments)
    .flatMap(({ main, segments: row }) => (row.length < 3 ? [{ rank: main.baseline, row }] : unstacked(main, row)))
    .toSorted((one, other) => other.rank - one.rank)
    .map(({ row }) => inPlace(row))
}

const inPlace = (row: Row): Row => row.toSorted((one, other) => one.left - other.left)

/** Segments within the height of the largest one of them. */
interface Band {
  main: Segment
  segments: Segment[]
}

function bandsOf(segments: Segment[]): Band[] {
  const rows: Band[] = []
  // Larger ones first among those of about one height: raised marks join the line that they belong to.
  const sorted = segments.toSorted((one, other) => other.top - one.top)
  for (const segment of sorted) {
    const row = rows.slice(-3).findLast(({ main }) => overlap(main, segment) > 0.5 * Math.min(heightOf(main), heightOf(segment)))
    if (row === undefined) rows.push({ main: segment, segments: [segment] })
    else {
      row.segments.push(segment)
      if (segment.size > row.main.size) row.main = segment
    }
  }
  return rows
}

/** Lower ones are read later. */
interface RankedRow {
  rank: number
  row: Row
}

/** Minimum number of lines above each other that are no fraction. */
const STACK_MIN = 3
const SMALLER = 0.8

/** Several lines within the height of larger type beside them, such as a number or a side heading, are lines of their own. */
function unstacked(main: Segment, row: Row): RankedRow[] {
  const others = row.filter((segment) => segment !== main)
  const isStacked = others.some((one) => {
    const stack = others.filter((other) => other !== one && isOtherLine(one, other) && areStacked(one, other))
    return stack.length >= STACK_MIN - 1 || (stack.length > 0 && [one, ...stack].some(isLong))
  })
  if (!isStacked) return [{ rank: main.baseline, row }]
  const isSmall = (segment: Segment) => segment !== main && segment.size <= SMALLER * main.size
  const small = others.some(isSmall) ? row.filter(isSmall) : others
  const lines = rowsOf(small).map((line) => ({ rank: Math.max(...line.map(({ baseline }) => baseline)), row: line }))
  const ranks = lines.map(({ rank }) => rank)
  const isFirst = main.left <= Math.min(...small.map(({ left }) => left))
  const rank = isFirst ? Math.max(main.baseline, ...ranks) + RANK_STEP : Math.min(main.baseline, ...ranks) - RANK_STEP
  const large = row.filter((segment) => !small.includes(segment))
  const [first] = lines
  // A tall brace stands before the first of its lines.
  if (isFirst && first !== undefined && !large.some(isSaid)) {
    first.row = [...large, ...first.row]
    return lines
  }
  return [{ rank, row: large }, ...lines]
}

const RANK_STEP = 0.01

const isOtherLine = (one: Segment, other: Segment) =>
  Math.abs(one.baseline - other.baseline) > 0.4 * Math.min(one.size, other.size)
const isSaid = ({ glyphs }: Segment) => glyphs.some(({ text }) => /[\p{L}\p{N}]/u.test(text))
const isLong = ({ glyphs }: Segment) => glyphs.length > TERM_LENGTH_MAX

const heightOf = ({ top, bottom }: Segment) => top - bottom
const overlap = (one: Segment, other: Segment) => Math.min(one.top, other.top) - Math.max(one.bottom, other.bottom)

interface Split {
  above: Segment[]
  left: Segment[]
  right: Segment[]
  below: Segment[]
}

/** The gutter with most of the text beside it; undefined: the segments are one column. */
function columnSplit(segments: Segment[]): Split | undefined {
  const size = medianOf(segments.map((segment) => segment.size))
  let best: Split | undefined
  let most = 0
  for (const x of gutters(bandsOf(segments), size)) {
    for (const split of splitsAt(x, segments, size)) {
      const count = split.left.length + split.right.length
      if (count > most && areColumns(split, size)) {
        best = split
        most = count
      }
    }
  }
  return best
}

/** Where lines have a gap, most of them first. */
function gutters(bands: Band[], size: number): number[] {
  const middles: number[] = []
  for (const { segments } of bands) {
    let right = Number.NEGATIVE_INFINITY
    for (const segment of inPlace(segments)) {
      if (right > Number.NEGATIVE_INFINITY && segment.left - right >= GUTTER_MIN * size) middles.push((segment.left + right) / 2)
      right = Math.max(right, segment.right)
    }
  }
  middles.sort((one, other) => one - other)
  const groups: number[][] = []
  for (const middle of middles) {
    const group = groups.at(-1)
    const last = group?.at(-1)
    if (group !== undefined && last !== undefined && middle - last < size) group.push(middle)
    else groups.push([middle])
  }
  return groups
    .toSorted((one, other) => other.length - one.length)
    .slice(0, CANDIDATES_MAX)
    .flatMap((group) => [medianOf(group), Math.min(...group), Math.max(...group)])
}

/** The parts of a page in which nothing crosses the line at x. */
function* splitsAt(x: number, segments: Segment[], size: number): Generator<Split> {
  const crossing = segments
    .filter(({ left, right }) => left < x - 0.1 * size && right > x + 0.1 * size)
    .toSorted((one, other) => other.top - one.top)
  let top = Number.POSITIVE_INFINITY
  for (const bar of [...crossing, undefined]) {
    const bottom = bar === undefined ? Number.NEGATIVE_INFINITY : bar.baseline + 0.3 * bar.size
    const inside = segments.filter(({ baseline }) => baseline < top && baseline > bottom)
    if (inside.length > 0)
      yield {
        above: segments.filter(({ baseline }) => baseline >= top),
        left: inside.filter(({ right }) => right <= x + 0.1 * size),
        right: inside.filter(({ right }) => right > x + 0.1 * size),
        below: segments.filter(({ baseline }) => baseline <= bottom),
      }
    if (bar !== undefined) top = Math.min(top, bar.baseline - 0.1 * bar.size)
  }
}

function areColumns({ left, right }: Split, size: number): boolean {
  if (left.length < 2 || right.length < 2) return false
  const gutter = Math.min(...right.map((segment) => segment.left)) - Math.max(...left.map((segment) => segment.right))
  if (gutter < GUTTER_MIN * size) return false
  const sides = [bandsOf(left), bandsOf(right)].map((bands) => bands.map(({ segments }) => inPlace(segments)))
  if (sides.some((rows) => rows.length < 2)) return false
  return sides.every((rows) => isProse(rows, size))
}

function isProse(rows: Row[], size: number): boolean {
  const boxes = rows.map((row) => ({
    left: Math.min(...row.map(({ left }) => left)),
    right: Math.max(...row.map(({ right }) => right)),
  }))
  const width = Math.max(...boxes.map(({ right }) => right)) - Math.min(...boxes.map(({ left }) => left))
  if (width < COLUMN_WIDTH_MIN * size) return false
  const full = boxes.filter(({ left, right }) => right - left >= FULL_WIDTH * width).length
  const words = rows.reduce((total, row) => total + wordsOf(row), 0)
  return full >= FULL_SHARE_MIN * rows.length && words >= WORDS_MIN * rows.length
}

/** Words with a letter, and signs of scripts without blanks in words: a row of figures is a row of a table. */
function wordsOf(row: Row): number {
  let words = 0
  for (const { glyphs } of row) {
    let isCounted = false
    let last: (typeof glyphs)[number] | undefined
    for (const glyph of glyphs) {
      const isGap = last !== undefined && glyph.left - last.right > 0.17 * glyph.size
      if (isGap || glyph.text.trim() === '') isCounted = false
      if (!isCounted && /\p{L}/u.test(glyph.text)) {
        words += 1
        isCounted = true
      }
      if (/[\u3040-\u30ff\u3400-\u9fff]/.test(glyph.text)) words += 0.5
      last = glyph
    }
  }
  return words
}

function medianOf(values: number[]): number {
  const sorted = values.toSorted((one, other) => one - other)
  return sorted[Math.floor(sorted.length / 2)] ?? 0
}
