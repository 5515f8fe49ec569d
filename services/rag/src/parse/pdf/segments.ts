import { foldText } from '@collabry/runtime/fold-text'
import type { Glyph } from './glyphs'

/** Characters that stand close together on one line, with the box around them. */
export interface Segment {
  glyphs: Glyph[]
  left: number
  right: number
  top: number
  bottom: number
  baseline: number
  size: number
}

// In parts of the size of the font.
const GAP_MAX = 0.9
const BLANK_GAP_MAX = 1.2
const RAISED_MAX = 0.6
const ASCENT = 0.75
const DESCENT = 0.22

/** Puts characters together that follow each other on one line, in whatever direction it is painted. */
export function segmentsOf(glyphs: Glyph[]): Segment[] {
  const segments: Segment[] = []
  let current: Glyph[] = []
  let last: Glyph | undefined
  let blanks = 0
  const end = () => {
    if (current.length > 0) segments.push(segmentOf(current))
    current = []
    last = undefined
  }
  for (const glyph of composed(withoutRepeats(glyphs))) {
    if (isBlank(glyph)) {
      blanks += 1
      if (last !== undefined) current.push(glyph)
      continue
    }
    if (last !== undefined && !follows(glyph, last, blanks)) end()
    blanks = 0
    current.push(glyph)
    last = glyph
  }
  end()
  return segments
}

export const isBlank = ({ text }: Glyph) => text === ' '

function follows(glyph: Glyph, last: Glyph, blanks: number): boolean {
  const size = Math.max(glyph.size, last.size)
  if (Math.abs(glyph.baseline - last.baseline) > RAISED_MAX * size) return false
  const gap = Math.max(glyph.left - last.right, last.left - glyph.right)
  // Type beside much larger type is near it by its own measure.
  const near = Math.min(size, 2 * Math.min(glyph.size, last.size))
  return gap <= (blanks === 1 || blanks === 2 ? BLANK_GAP_MAX : GAP_MAX) * near
}

/** Characters that cover another one by less than this share of their width only touch it. */
const COVER_MIN = 0.3

/** Segments whose lines are further apart than this share of their size are no parts of one line. */
const LINE_STEP_MIN = 0.8

/** Maximum number of characters of a term of a fraction. */
export const TERM_LENGTH_MAX = 12

/** Their characters are painted over or above each other: in the order of their places they would be mixed. */
export function areStacked(one: Segment, other: Segment): boolean {
  if (Math.min(one.right, other.right) <= Math.max(one.left, other.left)) return false
  const [few, many] = [one, other]
    .map(({ glyphs }) => glyphs.filter((glyph) => !isBlank(glyph)).toSorted((a, b) => a.left - b.left))
    .toSorted((a, b) => a.length - b.length)
  if (few === undefined || many === undefined || few.length < 2) return false
  let covered = 0
  let at = 0
  for (const glyph of few) {
    while ((many[at]?.right ?? Number.POSITIVE_INFINITY) <= glyph.left) at += 1
    const found = many[at]
    const next = many[at + 1]
    const shared = Math.max(
      found === undefined ? 0 : Math.min(found.right, glyph.right) - Math.max(found.left, glyph.left),
      next === undefined ? 0 : Math.min(next.right, glyph.right) - next.left,
    )
    if (shared > COVER_MIN * Math.max(0.01, glyph.right - glyph.left)) covered += 1
  }
  const areLines = Math.abs(one.baseline - other.baseline) > LINE_STEP_MIN * Math.min(one.size, other.size)
  return covered >= 2 && (areLines || covered >= 0.5 * few.length)
}

function segmentOf(all: Glyph[]): Segment {
  const lastSeen = all.findLastIndex((glyph) => !isBlank(glyph))
  const glyphs = lastSeen + 1 === all.length ? all : all.slice(0, lastSeen + 1)
  let left = Number.POSITIVE_INFINITY
  let right = Number.NEGATIVE_INFINITY
  for (const glyph of glyphs) {
    if (isBlank(glyph)) continue
    if (glyph.left < left) left = glyph.left
    if (glyph.right > right) right = glyph.right
  }
  const { size, baseline } = mainOf(glyphs)
  return {
    glyphs,
    left,
    right,
    top: baseline + ASCENT * size,
    bottom: baseline - DESCENT * size,
    baseline,
    size,
  }
}

export type Main = Pick<Segment, 'size' | 'baseline'>

/** Size and line of most visible characters; raised and lowered ones are relative to them. */
export function mainOf(glyphs: Glyph[]): Main {
  const first = glyphs.find((glyph) => !isBlank(glyph))
  if (first === undefined) return { size: 1, baseline: 0 }
  if (glyphs.every((glyph) => isBlank(glyph) || (glyph.size === first.size && glyph.baseline === first.baseline))) return first
  const counts = new Map<string, { glyph: Glyph; count: number }>()
  for (const glyph of glyphs) {
    if (isBlank(glyph)) continue
    const key = `${Math.round(glyph.size * 2)} ${Math.round(glyph.baseline)}`
    const found = counts.get(key)
    if (found === undefined) counts.set(key, { glyph, count: 1 })
    else found.count += 1
  }
  let best: { glyph: Glyph; count: number } | undefined
  for (const entry of counts.values())
    if (best === undefined || entry.count * entry.glyph.size > best.count * best.glyph.size) best = entry
  return { size: best?.glyph.size ?? 1, baseline: best?.glyph.baseline ?? 0 }
}

/**
 * Maximum distances, relative to the width and the size of a character, at which the same character is painted again to look
 * bold or to have a shadow.
 */
const REPEAT_WIDTH = 0.35
const REPEAT_SIZE = 0.15
/** A second i or l stands further to the right than this share of the width of the first. */
const NARROW_WIDTH = 0.6
const REPEAT_HEIGHT = 0.2
/** Height of the stripes of a page in which pieces of text are looked for, in points. */
const STRIPE = 4
const COMPARED_MAX = 64
/** Minimum number of repeated characters side by side that are a copy. */
const COPIED_MIN = 3

interface Run {
  glyphs: Glyph[]
  left: number
  right: number
}

/** A character that is painted again at nearly the same place counts once. */
function withoutRepeats(glyphs: Glyph[]): Glyph[] {
  const stripes = new Map<number, Run[]>()
  const kept: Glyph[] = []
  const copies = new Set<Glyph>()
  for (let from = 0; from < glyphs.length; ) {
    const run = runFrom(glyphs, from)
    from += run.glyphs.length
    const stripe = Math.floor((run.glyphs[0]?.baseline ?? 0) / STRIPE)
    const below: Run[] = []
    for (let at = stripe - 1; at <= stripe + 1; at += 1)
      for (const other of stripes.get(at)?.slice(-COMPARED_MAX) ?? [])
        if (Math.min(other.right, run.right) > Math.max(other.left, run.left)) below.push(other)
    const repeated = run.glyphs.map((glyph) => below.length > 0 && below.some((other) => repeats(glyph, other, copies)))
    const isCopied = isCopy(repeated, run.glyphs)
    for (const [at, glyph] of run.glyphs.entries())
      if (isCopied && repeated[at] === true) copies.add(glyph)
      else kept.push(glyph)
    const there = stripes.get(stripe)
    if (there === undefined) stripes.set(stripe, [run])
    else there.push(run)
  }
  return kept
}

/** Text that is clipped or painted over other text has single characters in common with it. */
function isCopy(repeated: boolean[], glyphs: Glyph[]): boolean {
  const seen = glyphs.filter((glyph) => !isBlank(glyph)).length
  let count = 0
  let inRow = 0
  let most = 0
  for (const is of repeated) {
    inRow = is ? inRow + 1 : 0
    if (is) count += 1
    most = Math.max(most, inRow)
  }
  return count >= 0.5 * seen || most >= COPIED_MIN
}

/** The characters of one piece of text that follow each other. */
function runFrom(glyphs: Glyph[], from: number): Run {
  const object = glyphs[from]?.object
  let to = from
  let left = Number.POSITIVE_INFINITY
  let right = Number.NEGATIVE_INFINITY
  for (let glyph = glyphs[to]; glyph !== undefined && glyph.object === object; to += 1, glyph = glyphs[to]) {
    if (glyph.left < left) left = glyph.left
    if (glyph.right > right) right = glyph.right
  }
  return { glyphs: from === 0 && to === glyphs.length ? glyphs : glyphs.slice(from, to), left, right }
}

/** `copies` repeat another one, so that the next letter of a word may be nearer to them. */
const repeats = (glyph: Glyph, { glyphs }: Run, copies: ReadonlySet<Glyph>): boolean => {
  if (glyph.text === ' ') return false
  const width = Math.max(1, glyph.right - glyph.left)
  const near = REPEAT_WIDTH * width
  const far = Math.max(near, Math.min(REPEAT_SIZE * glyph.size, NARROW_WIDTH * width))
  return glyphs.some(
    (other) =>
      other.text === glyph.text &&
      Math.abs(other.left - glyph.left) <= (copies.has(other) ? near : far) &&
      Math.abs(other.baseline - glyph.baseline) <= REPEAT_HEIGHT * glyph.size,
  )
}

const ACCENTS: Record<string, string> = {
  '`': '\u0300',
  '´': '\u0301',
  ˆ: '\u0302',
  '˜': '\u0303',
  '¯': '\u0304',
  '˘': '\u0306',
  '˙': '\u0307',
  '¨': '\u0308',
  '˚': '\u030a',
  '˝': '\u030b',
  ˇ: '\u030c',
  '¸': '\u0327',
  '˛': '\u0328',
}

/** Accents that are painted over a letter as signs of their own belong to it, and ligatures and shapes are letters. */
function composed(glyphs: Glyph[]): Glyph[] {
  const whole: Glyph[] = []
  for (let at = 0; at < glyphs.length; at += 1) {
    const glyph = glyphs[at]
    if (glyph === undefined) break
    const next = glyphs[at + 1]
    const last = whole.at(-1)
    const mark = glyph.text < '`' || (glyph.text > '`' && glyph.text < '\u00a8') ? undefined : ACCENTS[glyph.text]
    if (mark !== undefined && next !== undefined && isOver(glyph, next)) {
      whole.push({ ...next, text: foldText(next.text.replace('ı', 'i').replace('ȷ', 'j') + mark, 'NFC') })
      at += 1
    } else if (mark !== undefined && last !== undefined && isOver(glyph, last)) last.text = foldText(last.text + mark, 'NFC')
    else if (next !== undefined && isOverlay(glyph, next)) {
      whole.push({ ...next, left: Math.min(glyph.left, next.left), text: overlaid(glyph.text + next.text) })
      at += 1
    } else if (isMark(glyph.text) && last !== undefined && !isBlank(last)) last.text = foldText(last.text + glyph.text, 'NFC')
    else {
      if (glyph.text >= '\u0300' && OVERLAID.test(glyph.text)) glyph.text = overlaid(glyph.text)
      if (glyph.text >= '\u2e80') glyph.text = lettersOf(glyph.text)
      whole.push(glyph)
    }
  }
  return whole
}

const isOver = (accent: Glyph, letter: Glyph): boolean => {
  const shared = Math.min(accent.right, letter.right) - Math.max(accent.left, letter.left)
  return (
    /^\p{L}$/u.test(letter.text) &&
    shared > 0.5 * Math.min(accent.right - accent.left, letter.right - letter.left) &&
    Math.abs(accent.baseline - letter.baseline) < 0.5 * letter.size
  )
}

/** TeX paints a stroke through a sign, an arrow over a letter and the bar of ↦ before what they belong to. */
const OVERLAID = /^(?:\u0338[\p{Sm}\p{So}]|\u20d7\p{L}|↦[→⟶])/u

function isOverlay(glyph: Glyph, next: Glyph): boolean {
  if (glyph.text < '\u0300' || glyph.text.length > 1 || !OVERLAID.test(glyph.text + next.text)) return false
  return Math.abs(glyph.left - next.left) < 0.5 * next.size && Math.abs(glyph.baseline - next.baseline) < 0.5 * next.size
}

const overlaid = (text: string) =>
  text.startsWith('↦') ? text.replace(/^↦[→⟶]/, '↦') : foldText(text.replace(/^(\p{M})(.)/u, '$2$1'), 'NFC')

const isMark = (text: string) => text >= '\u0300' && /^\p{M}+$/u.test(text)

const lettersOf = (text: string) =>
  /[\ufb00-\ufdff\ufe70-\ufeff\u2e80-\u2fdf\uf900-\ufaff]/.test(text) ? foldText(text, 'NFKC') : text
