import { subscript, superscript } from '../raised'
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

interface Piece {
  text: string
  /** A blank precedes it. */
  opensWord: boolean
}

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

function inPlace(glyphs: Glyph[]): Glyph[] {
  const isSorted = glyphs.every(({ left }, at) => left >= (glyphs[at - 1]?.left ?? left))
  return isSorted ? glyphs : glyphs.toSorted((one, other) => one.left - other.left)
}

/** The visible characters, and whether a blank precedes each. */
function words(glyphs: Glyph[], mainSize: number): { seen: Glyph[]; starts: boolean[] } {
  const seen: Glyph[] = []
  const starts: boolean[] = []
  const spacings: number[] = []
  let spaced = 0
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
    const isSpacing = isStart && !blank && last !== undefined && isLetter(glyph.text) && isLetter(last.text)
    if (isSpacing) spaced += 1
    seen.push(glyph)
    starts.push(isStart)
    spacings.push(isSpacing ? gap : 0)
    if (glyph.right > right) right = glyph.right
    last = glyph
    blank = false
  }
  return { seen, starts: spaced < SPACED_LETTERS_MIN - 1 ? starts : withoutSpacing(starts, spacings) }
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
  if (!DIGIT.test(last.text) || !DIGIT.test(glyph.text)) return false
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

/** Words that are set wide have the same gap between all their letters. `spacings`: the gap between two letters, else 0. */
function withoutSpacing(starts: boolean[], spacings: number[]): boolean[] {
  const spacingAt = (at: number) => spacings[at] ?? 0
  const widths: number[] = []
  const alike = (one: number, other: number) => Math.max(one, other) <= 1.35 * Math.min(one, other)
  for (let from = 0; from < starts.length; from += 1) {
    const width = spacingAt(from)
    let to = from
    while (spacingAt(to) > 0 && alike(spacingAt(to), width)) to += 1
    if (to - from >= SPACED_LETTERS_MIN - 1) widths.push(width)
    from = Math.max(from, to - 1)
  }
  if (widths.length === 0) return starts
  return starts.map((start, at) => start && !(spacingAt(at) > 0 && widths.some((width) => alike(spacingAt(at), width))))
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

/** Whether all characters of the word that begins there are such. */
function isWordOf(glyphs: Glyph[], starts: boolean[], from: number, is: (glyph: Glyph) => boolean): boolean {
  for (let at = from; at < glyphs.length && (at === from || starts[at] !== true); at += 1) {
    const glyph = glyphs[at]
    if (glyph !== undefined && !is(glyph)) return false
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

const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/
const LEFT_TO_RIGHT = /[\p{L}\p{N}]/u
const NUMBER = /[\p{N}]/u
// Numbers run to the right in every line (UAX 9); the digits of Persian count as European ones, those of N'Ko are letters.
const ARABIC_DIGIT = /^[\u0660-\u0669\u066b\u066c]/
const EUROPEAN_DIGIT = /^(?![\u0660-\u0669\u07c0-\u07c9])\p{N}/u
const isRightCell = (cell: string) => RIGHT_TO_LEFT.test(cell) && !ARABIC_DIGIT.test(cell) && !EUROPEAN_DIGIT.test(cell)

/**
 * Pieces come from left to right as they are seen; a line of Hebrew or Arabic is read the other way, its numbers are not.
 */
function inOrderOfSpeech(pieces: Piece[]): string {
  const line = joined(pieces)
  if (!RIGHT_TO_LEFT.test(line)) return line
  const words = pieces.map(({ text }) => text).filter((text) => isRightCell(text) || isLeftWord(text))
  const rightCount = words.filter(isRightCell).length
  // A line that begins and ends with such words is in their language, however many others it holds.
  const isFromRight = 2 * rightCount >= words.length || (isRightCell(words[0] ?? '') && isRightCell(words.at(-1) ?? ''))
  const cells = wholeNumbers(pieces.flatMap((piece) => (piece.opensWord ? [' ', piece.text] : [piece.text])))
  return withBrackets(isFromRight ? yearsInOrder(turned(cells)) : withTurnedRuns(cells))
}

/** Whether a program turns two years with a hyphen depends on the program: the earlier one comes first. */
const yearsInOrder = (line: string) =>
  line.replace(
    /(?<![\p{N}.,:/–-] ?)([12]\d{3})( ?[–-] ?)([12]\d{3})(?! ?[\p{N}.,:/–-])/gu,
    (range: string, first: string, hyphen: string, second: string) => (first > second ? `${second}${hyphen}${first}` : range),
  )

/** Digits with the signs between them are one cell. A hyphen joins European digits only. */
function wholeNumbers(cells: string[]): string[] {
  const whole: string[] = []
  for (let at = 0; at < cells.length; at += 1) {
    const digit = [ARABIC_DIGIT, EUROPEAN_DIGIT].find((digits) => digits.test(cells[at] ?? ''))
    let end = at
    if (digit !== undefined) {
      const separator = digit === ARABIC_DIGIT ? /^[,.:/،]$/ : /^[,.:/،+\-−]$/
      const isDigit = (index: number) => digit.test(cells[index] ?? '')
      if (!/\p{N} $/u.test(whole.slice(-2).join(''))) end = endOfThousands(cells, at, isDigit)
      for (let next = end + 1; next < cells.length; next = end + 1) {
        if (isDigit(next)) end = next
        else if (separator.test(cells[next] ?? '') && isDigit(next + 1)) end = next + 1
        else break
      }
      // A percent sign or a currency belongs to its number.
      while (/^[%‰٪؉°€$£₪]$/.test(cells[end + 1] ?? '')) end += 1
    }
    const prefix = digit !== undefined && /^[#€$£₪]$/.test(whole.at(-1) ?? '') ? whole.pop() : ''
    whole.push(prefix + cells.slice(at, end + 1).join(''))
    at = end
  }
  return whole
}

/** Blanks part the thousands of a number: 1 234 567. */
function endOfThousands(cells: string[], from: number, isDigit: (at: number) => boolean): number {
  const kinds = cells.slice(from, from + 32).map((cell, at) => (isDigit(from + at) ? '0' : cell === ' ' ? ' ' : '.'))
  const found = /^0{1,3}(?: 000)+(?! ?0)/.exec(kinds.join(''))
  return found === null ? from : from + found[0].length - 1
}

/**
 * Programs and PDFium mirror brackets of such lines, or leave them to the viewer, so that either may come: a bracket that closes
 * nothing opens.
 */
function withBrackets(text: string): string {
  for (const pair of ['()', '[]', '{}', '«»']) {
    const brackets = [...text].filter((sign) => pair.includes(sign))
    if (brackets.length % 2 === 1 || isBalanced(brackets, pair)) continue
    const mirrored = brackets.map((sign) => pair[1 - pair.indexOf(sign)] ?? sign)
    const isMirrored = isBalanced(mirrored, pair)
    let count = 0
    const right = () => (isMirrored ? mirrored[count++] : pair[count++ % 2])
    return withBrackets([...text].map((sign) => (pair.includes(sign) ? (right() ?? sign) : sign)).join(''))
  }
  return text
}

function isBalanced(brackets: string[], [opening]: string): boolean {
  let open = 0
  for (const bracket of brackets) {
    open += bracket === opening ? 1 : -1
    if (open < 0) return false
  }
  return open === 0
}

const isLeftCell = (cell: string) => LEFT_TO_RIGHT.test(cell) && !RIGHT_TO_LEFT.test(cell)
const isLeftWord = (cell: string) => isLeftCell(cell) && !NUMBER.test(cell)

/** Turns a line that is read from the right, without its words from the left and the numbers, signs and blanks between them. */
function turned(cells: string[]): string {
  const runs: string[] = []
  for (let at = 0; at < cells.length; at += 1) {
    const end = isLeftCell(cells[at] ?? '') ? beforeBracket(cells, at, endOfRun(cells, at, isLeftCell)) : at
    const run = cells.slice(at, end + 1)
    if (run.some(isLeftWord)) runs.push(run.join(''))
    else runs.push(...run)
    at = end
  }
  return runs.toReversed().join('')
}

/** Maximum length of a run in which brackets are looked at. */
const BRACKETED_MAX = 500

/**
 * The end of a run, or of its part before a bracket whose other half stands just outside of the run. PDFium mirrors those outside and
 * leaves those within.
 */
function beforeBracket(cells: string[], from: number, end: number): number {
  if (end - from > BRACKETED_MAX) return end
  const lastLeft = (before: number) => from + cells.slice(from, before).findLastIndex(isLeftCell)
  const isBracket = (cell: string | undefined) => cell !== undefined && /^[()[\]{}]$/.test(cell)
  const open: number[] = []
  for (let at = from; at < end; at += 1) {
    if (!isBracket(cells[at])) continue
    if (/^[([{]$/.test(cells[at] ?? '')) open.push(at)
    else if (open.pop() === undefined && isBracket(cells[from - 1])) return lastLeft(at)
  }
  const [first] = open
  return first !== undefined && isBracket(cells[end + 1]) ? lastLeft(first) : end
}

/** Turns the words from the right within a line that is read from the left, with the numbers, signs and blanks between them. */
function withTurnedRuns(cells: string[]): string {
  let line = ''
  for (let at = 0; at < cells.length; at += 1) {
    const cell = cells[at] ?? ''
    const end = RIGHT_TO_LEFT.test(cell) ? endOfRun(cells, at, (other) => RIGHT_TO_LEFT.test(other)) : at
    line += cells
      .slice(at, end + 1)
      .toReversed()
      .join('')
    at = end
  }
  return line
}

/** The last cell of a run, which holds the numbers, signs and blanks between its own cells. */
function endOfRun(cells: string[], from: number, isOwn: (cell: string) => boolean): number {
  let end = from
  for (let at = from; at < cells.length && (isOwn(cells[at] ?? '') || isNeutral(cells[at] ?? '')); at += 1)
    if (isOwn(cells[at] ?? '')) end = at
  return end
}

const isNeutral = (cell: string) => !RIGHT_TO_LEFT.test(cell) && (!LEFT_TO_RIGHT.test(cell) || NUMBER.test(cell))

const joined = (pieces: Piece[]) => pieces.map(({ text, opensWord }) => (opensWord ? ` ${text}` : text)).join('')
