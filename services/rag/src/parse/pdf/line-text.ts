import { subscript, superscript } from '../raised'
import { inOrderOfSpeech, type Piece, RIGHT_TO_LEFT } from './bidi'
import type { Glyph } from './glyphs'
import type { Row } from './reading-order'
import { areStacked, isBlank, type Main, mainOf, type Segment, TERM_LENGTH_MAX } from './segments'

// In parts of the size of the font.
const WORD_GAP_MIN = 0.17
const SHIFT_MIN = 0.12
const SMALL = 0.95
/** Minimum number of letters with the same wide gaps that are one word. */
const SPACED_LETTERS_MIN = 4

/** Dots that lead the eye to a page number. */
const LEADERS = /(?<!\s)(?:\s*[.·․‧∙]){6,}\s*|(?:\s[.·]){4,}\s*/g
const DOTS = /[.·․‧∙]\s*[.·․‧∙]/

/** The text of a row of a page, in the order of speech. */
export function lineText(row: Row): string {
  return row.length < 2 ? textOfPart(row) : partsOf(row).map(textOfPart).join(' ')
}

/** Text that is painted over or above other text follows it: by their places their characters would be mixed. */
function partsOf(row: Row): Row[] {
  const { size, baseline } = mainOf(row.flatMap((segment) => segment.glyphs))
  const isTerm = (glyphs: Glyph[]) => glyphs.length <= TERM_LENGTH_MAX && glyphs.every((glyph) => glyph.size < SMALL * size)
  const isAbove = (glyphs: Glyph[]) => glyphs.every((glyph) => glyph.baseline > baseline)
  const isFraction = (one: Segment, other: Segment) => {
    const [term, below] = [within(one, other), within(other, one)]
    return isTerm(term) && isTerm(below) && isAbove(term) !== isAbove(below) && !areWords(term, below)
  }
  const parts: Row[] = [[]]
  for (const segment of row) {
    const part = parts.at(-1)
    const isOver = (other: Segment) => areStacked(other, segment) && !isFraction(other, segment)
    if (part?.some(isOver) === true) parts.push([segment])
    else part?.push(segment)
  }
  return parts
}

/** Words above each other are the lines of a label. The names of units have three letters at most. */
function areWords(above: Glyph[], below: Glyph[]): boolean {
  const [one, other] = [above, below].map((glyphs) => glyphs.map(({ text }) => text).join(''))
  const longest = (term = '') => Math.max(0, ...(term.match(/\p{L}+/gu) ?? []).map((letters) => letters.length))
  return longest(one) > UNIT_LENGTH_MAX || longest(other) > UNIT_LENGTH_MAX
}

const UNIT_LENGTH_MAX = 3

const within = ({ glyphs }: Segment, { left, right }: Segment) =>
  glyphs.filter((glyph) => glyph.right > left && glyph.left < right && !isBlank(glyph))

function textOfPart(row: Row): string {
  const [only] = row
  const glyphs = inPlace(row.length === 1 && only !== undefined ? only.glyphs : row.flatMap((segment) => segment.glyphs))
  const main = mainOf(glyphs)
  const { seen, starts } = words(glyphs, main.size)
  const text = textOf(seen, starts, main)
  return (DOTS.test(text) ? text.replaceAll(LEADERS, ' … ') : text).trim()
}

function textOf(seen: Glyph[], starts: boolean[], { size, baseline }: Main): string {
  if (seen.some((glyph) => glyph.size < SMALL * size)) return inOrderOfSpeech(withShifts(seen, starts, size, baseline))
  let line = ''
  for (const [at, { text }] of seen.entries()) line += starts[at] === true ? ` ${text}` : text
  if (!RIGHT_TO_LEFT.test(line)) return line
  return inOrderOfSpeech(seen.map(({ text }, at) => ({ text, opensWord: starts[at] === true })))
}

/** From left to right. The digits of one number stay together where the number of the next cell begins above its end. */
function inPlace(glyphs: Glyph[]): Glyph[] {
  const isSorted = glyphs.every(({ left }, at) => left >= (glyphs[at - 1]?.left ?? left))
  if (isSorted) return glyphs
  const places: { glyph: Glyph; from: number }[] = []
  for (const [at, glyph] of glyphs.entries()) {
    const last = glyphs[at - 1]
    const isOfNumber = last !== undefined && isNextOfNumber(last, glyph)
    places.push({ glyph, from: isOfNumber ? (places.at(-1)?.from ?? glyph.left) : glyph.left })
  }
  return places.sort((one, other) => one.from - other.from || one.glyph.left - other.glyph.left).map(({ glyph }) => glyph)
}

const OF_NUMBER = /^[\p{Nd}.,]$/u

const isNextOfNumber = (last: Glyph, glyph: Glyph): boolean =>
  last.object === glyph.object &&
  OF_NUMBER.test(last.text) &&
  OF_NUMBER.test(glyph.text) &&
  last.baseline === glyph.baseline &&
  Math.abs(glyph.left - last.right) < WORD_GAP_MIN * glyph.size

/** The visible characters, and whether a blank precedes each. */
function words(glyphs: Glyph[], mainSize: number): { seen: Glyph[]; starts: boolean[] } {
  const seen: Glyph[] = []
  const starts: boolean[] = []
  const spacings: number[] = []
  let spaced = 0
  let joined = 0
  let last: Glyph | undefined
  let right = Number.NEGATIVE_INFINITY
  let blank = false
  for (const [at, glyph] of glyphs.entries()) {
    if (isBlank(glyph)) {
      blank = true
      continue
    }
    const gap = last === undefined ? 0 : (glyph.left - right) / Math.max(glyph.size, last.size)
    const isStart = last !== undefined && (isWordGap(gap, blank, last, glyph) || opensNumber(glyphs, at, mainSize))
    const areLetters = !blank && last !== undefined && isLetter(glyph.text) && isLetter(last.text)
    const isSpacing = areLetters && isStart
    const isJoined = areLetters && !isStart
    if (isSpacing) spaced += 1
    if (isJoined) joined += 1
    seen.push(glyph)
    starts.push(isStart)
    spacings.push(isSpacing ? gap : isJoined ? JOINED : 0)
    if (glyph.right > right) right = glyph.right
    last = glyph
    blank = false
  }
  return { seen, starts: spaced < SPACED_LETTERS_MIN - 1 ? starts : withoutSpacing(starts, spacings, joined > spaced) }
}

const isLetter = (text: string) => /^\p{L}/u.test(text)

function isWordGap(gap: number, isPainted: boolean, last: Glyph, glyph: Glyph): boolean {
  if (isPainted) return gap > -0.1 || glyph.text.length > 1
  if (gap <= WORD_GAP_MIN) return false
  const wide = isWide(last.text) && isWide(glyph.text)
  return gap > (wide ? 0.8 : isWide(last.text) || isWide(glyph.text) ? 0.5 : WORD_GAP_MIN)
}

const DIGIT = /^\p{Nd}$/u
/** Digits of one number keep their distance to within this share of the size, however many pieces of text it is painted in. */
const NUMBER_STEP_MAX = 0.06
const OVERLAP_MAX = 0.15

/** Numbers of two cells or labels may touch: 12 beside 13 is no 1213. */
function opensNumber(glyphs: Glyph[], at: number, mainSize: number): boolean {
  const [before, last, glyph, next] = [glyphs[at - 2], glyphs[at - 1], glyphs[at], glyphs[at + 1]]
  if (last === undefined || glyph === undefined || last.object === glyph.object) return false
  if (!DIGIT.test(glyph.text)) return false
  const endsInPoint = /^[.,]$/.test(last.text) && before?.object === last.object && DIGIT.test(before.text)
  if (!DIGIT.test(last.text) && !endsInPoint) return false
  const size = Math.max(last.size, glyph.size)
  const isLevel = Math.abs(glyph.baseline - last.baseline) <= SHIFT_MIN * size
  const isOneSize = Math.min(last.size, glyph.size) >= SMALL * size
  const gap = glyph.left - last.right
  // Small digits that are raised or lowered are marks, or terms of a fraction.
  if (!isLevel) return isOneSize && gap > -OVERLAP_MAX * size && size >= SMALL * mainSize
  if (!isOneSize) return true
  const steps = [
    before?.object === last.object ? last.left - before.right : NaN,
    next?.object === glyph.object ? next.left - glyph.right : NaN,
  ]
  const differs = steps.filter((step) => Math.abs(gap - step) > NUMBER_STEP_MAX * size).length
  const equals = steps.some((step) => Math.abs(gap - step) <= NUMBER_STEP_MAX * size)
  // A single digit may be drawn nearer to its number.
  return !equals && differs >= (gap < 0 ? 2 : 1)
}

/** Scripts that are written without blanks. */
const isWide = (text: string) =>
  /^[\u2e80-\u312f\u31a0-\ua4cf\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff9f]|[\u{20000}-\u{3ffff}]/u.test(text)

/** Two letters of a word, without a gap. */
const JOINED = -1

/**
 * Words that are set wide have the same gap between all their letters. `spacings`: the gap between two letters, JOINED, or 0.
 * `isProse`: most letters of the line are joined, so that only words are set wide which have other gaps around them: those of
 * "you get a C file" are words.
 */
function withoutSpacing(starts: boolean[], spacings: number[], isProse: boolean): boolean[] {
  const spacingAt = (at: number) => spacings[at] ?? 0
  let runs: { from: number; to: number; width: number }[] = []
  const alike = (one: number, other: number) => Math.max(one, other) <= 1.35 * Math.min(one, other)
  for (let from = 0; from < starts.length; from += 1) {
    const width = spacingAt(from)
    let to = from
    while (spacingAt(to) > 0 && alike(spacingAt(to), width)) to += 1
    if (to - from >= SPACED_LETTERS_MIN - 1) runs.push({ from, to, width })
    from = Math.max(from, to - 1)
  }
  const isWithin = (at: number) => runs.some(({ from, to }) => at >= from && at < to)
  if (isProse && runs.length > 0) {
    const others = spacings.filter((gap, at) => gap > 0 && !isWithin(at))
    runs = runs.filter(({ from, to, width }) => {
      const isCut = spacingAt(from - 1) === JOINED && spacingAt(to) === JOINED
      return !isCut && !others.some((gap) => alike(gap, width))
    })
  }
  if (runs.length === 0) return starts
  const isSpacing = (at: number) => spacingAt(at) > 0 && runs.some(({ width }) => alike(spacingAt(at), width))
  return starts.map((start, at) => start && !(isProse ? isWithin(at) : isSpacing(at)))
}

/** Small raised and lowered digits within a word keep their meaning: 10⁶ is not 106. */
function withShifts(glyphs: Glyph[], starts: boolean[], size: number, baseline: number): Piece[] {
  const pieces: Piece[] = []
  let run = ''
  let shift = 0
  let shiftOfWord = 0
  const shiftOf = (glyph: Glyph) => {
    const height = (glyph.baseline - baseline) / size
    return glyph.size < SMALL * size && Math.abs(height) > SHIFT_MIN ? Math.sign(height) : 0
  }
  const end = () => {
    const last = pieces.at(-1)
    if (run !== '' && last !== undefined) last.text += shift > 0 ? superscript(run) : subscript(run)
    run = ''
  }
  for (let at = 0; at < glyphs.length; at += 1) {
    const glyph = glyphs[at]
    if (glyph === undefined) break
    const isStart = starts[at] === true
    const fraction = isStart || at === 0 ? fractionAt(glyphs, starts, at, { size, baseline }) : undefined
    if (fraction !== undefined) {
      end()
      pieces.push({ text: fraction.text, opensWord: isStart })
      at += fraction.count - 1
      continue
    }
    const own = shiftOf(glyph)
    if (isStart || at === 0) shiftOfWord = own > 0 && !isWordOf(glyphs, starts, at, (other) => shiftOf(other) === own) ? 0 : own
    if (own !== shift || isStart) end()
    shift = own
    // A cell of smaller type may stand a little higher or lower than the line: its digits are no marks of each other. Those
    // before larger type are: the mark of a note before its text, ¹5 and ¹⁴C.
    const isMark = own !== 0 && own !== shiftOfWord && /^[\d+\-−–]$/.test(glyph.text)
    if (isMark) {
      if (isStart || pieces.length === 0) pieces.push({ text: '', opensWord: isStart })
      run += glyph.text
    } else {
      end()
      pieces.push({ text: glyph.text, opensWord: isStart })
    }
    if (own === 0) shiftOfWord = 0
  }
  end()
  return pieces
}

/** Whether all characters of the word that begins there are such, up to the slash of a fraction. */
function isWordOf(glyphs: Glyph[], starts: boolean[], from: number, is: (glyph: Glyph) => boolean): boolean {
  for (let at = from; at < glyphs.length && (at === from || starts[at] !== true); at += 1) {
    const glyph = glyphs[at]
    if (glyph === undefined || /^[/⁄∕]$/.test(glyph.text)) return true
    if (!is(glyph)) return false
  }
  return true
}

/** Small signs above and below each other, with nothing before them that they could belong to: 1 above 2 is no 12. */
function fractionAt(glyphs: Glyph[], starts: boolean[], from: number, line: { size: number; baseline: number }) {
  const parts: { above: Glyph[]; below: Glyph[] } = { above: [], below: [] }
  let to = from
  for (let glyph = glyphs[to]; glyph !== undefined && glyph.size < SMALL * line.size; to += 1, glyph = glyphs[to]) {
    if (to > from && starts[to] === true) break
    parts[glyph.baseline > line.baseline ? 'above' : 'below'].push(glyph)
  }
  const { above, below } = parts
  if (above.length === 0 || below.length === 0 || areWords(above, below)) return undefined
  const shared = Math.min(rightOf(above), rightOf(below)) - Math.max(leftOf(above), leftOf(below))
  if (shared < 0.5 * Math.min(rightOf(above) - leftOf(above), rightOf(below) - leftOf(below))) return undefined
  return { text: `${termOf(above)}/${termOf(below)}`, count: to - from }
}

const leftOf = (glyphs: Glyph[]) => Math.min(...glyphs.map(({ left }) => left))
const rightOf = (glyphs: Glyph[]) => Math.max(...glyphs.map(({ right }) => right))

function termOf(glyphs: Glyph[]): string {
  const term = glyphs.map(({ text }) => text).join('')
  return /^(?:\p{N}+|\p{L})$/u.test(term) ? term : `(${term})`
}
