import type { Glyph } from './glyphs'
import { lineText } from './line-text'
import { type Column, readingOrder } from './reading-order'
import { type Segment, segmentsOf } from './segments'

export interface Line {
  text: string
  /** The size of most of its characters. */
  height: number
  opensParagraph: boolean
}

/** A gap to the line before of more than this many heights is a new paragraph. */
const PARAGRAPH_GAP = 1.6
const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/

/** The turn of most lines, in quarter turns to the left. */
export function pageTurns(glyphs: Glyph[]): number {
  const counts = [0, 0, 0, 0]
  for (const glyph of glyphs) if (glyph.turns !== undefined) counts[glyph.turns] = (counts[glyph.turns] ?? 0) + 1
  return counts.indexOf(Math.max(...counts))
}

/**
 * The lines of a page as the eye reads them: column by column, whatever the order of painting. Lines that are turned come last.
 */
export function linesOfPage(glyphs: Glyph[], placed: Glyph[], main = pageTurns(glyphs)): Line[] {
  const others = [0, 1, 2, 3, undefined].filter((turns) => turns !== main)
  const isStraight = glyphs.every(({ turns }) => turns === main)
  const groups = isStraight ? [glyphs] : [main, ...others].map((turns) => glyphs.filter((glyph) => glyph.turns === turns))
  return groups.flatMap((group, at) => {
    const lines = linesOf(segmentsOf(upright(group)), at === 0 ? placed.map(segmentOfValue) : [])
    // Marks that run aslant over a page are large and no headings.
    return others[at - 1] === undefined && at > 0 ? lines.map((line) => ({ ...line, height: 0 })) : lines
  })
}

function linesOf(painted: Segment[], placed: Segment[]): Line[] {
  let letters = 0
  let lettersFromRight = 0
  for (const { glyphs } of painted)
    for (const { text } of glyphs) {
      letters += text.length
      if (text >= '\u0590' && RIGHT_TO_LEFT.test(text)) lettersFromRight += 1
    }
  const fromRight = lettersFromRight > letters / 3
  const lines: Line[] = []
  for (const column of readingOrder([...painted, ...placed], fromRight)) lines.push(...linesOfColumn(column, lines.at(-1)))
  return lines
}

function linesOfColumn(column: Column, before: Line | undefined): Line[] {
  const lines: Line[] = []
  let last: number | undefined
  for (const row of column) {
    const text = lineText(row)
    if (text === '') continue
    const largest = row.reduce((most, segment) => (segment.glyphs.length > most.glyphs.length ? segment : most))
    const { size: height, baseline } = largest
    const opensParagraph = last === undefined ? !goesOn(before, text) : last - baseline > PARAGRAPH_GAP * Math.max(height, 1)
    lines.push({ text, height, opensParagraph })
    last = baseline
  }
  return lines
}

/** A sentence that does not end with its column goes on in the next one. */
const goesOn = (before: Line | undefined, text: string): boolean =>
  before !== undefined && !/[.!?:;。！？…]["”’»)\]]*$/.test(before.text) && /^[\p{Ll}\p{Lo}]/u.test(text)

const segmentOfValue = (glyph: Glyph): Segment => ({
  glyphs: [glyph],
  left: glyph.left,
  right: glyph.right,
  top: glyph.baseline + 0.75 * glyph.size,
  bottom: glyph.baseline - 0.22 * glyph.size,
  baseline: glyph.baseline,
  size: glyph.size,
})

const EAST_ASIAN = /^[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef]/

/** Lines of East Asian text may run downwards: such a page is turned, so that they run to the right from top to bottom. */
function upright(glyphs: Glyph[]): Glyph[] {
  let downwards = 0
  let steps = 0
  let before: Glyph | undefined
  for (const glyph of glyphs) {
    const last = before
    before = glyph
    if (last === undefined || glyph.text < '\u2e80' || !EAST_ASIAN.test(glyph.text) || !EAST_ASIAN.test(last.text)) continue
    steps += 1
    const fall = last.baseline - glyph.baseline
    if (fall > 0.6 * glyph.size && fall < 2 * glyph.size && Math.abs(glyph.left - last.left) < 0.3 * glyph.size) downwards += 1
  }
  if (steps < 3 || downwards < steps / 2) return glyphs
  return glyphs.map((glyph) => ({
    ...glyph,
    left: -glyph.baseline - 0.85 * glyph.size,
    right: -glyph.baseline + 0.15 * glyph.size,
    baseline: (glyph.left + glyph.right) / 2,
  }))
}

const HEADING_LENGTH_MAX = 200
/** Minimum size of a heading, relative to the body of the text. */
const LARGER_MIN = 1.15
/** A document with more sizes than this uses them for something else. */
const LEVELS_MAX = 4
/** Maximum share of the characters in headings; if more are large, they are no headings. */
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
