import { foldText } from '@collabry/runtime/fold-text'
import { type GlyphMeaning, type GlyphNames, glyphNamesOf, UNKNOWN } from './glyph-names'
import { lostCharacters } from './lost-characters'
import { type PdfDocument, type Pdfium, prepareText } from './pdfium'

/** A character at its place on the page. Lengths are points; the frame is turned so that its line runs to the right. */
export interface Glyph {
  text: string
  left: number
  right: number
  /** Height of its line; larger is higher. */
  baseline: number
  /** Size of its font. */
  size: number
  /** Quarter turns of its line to the left: 0 runs to the right of the page, 1 upwards. Undefined: it runs aslant. */
  turns: number | undefined
  /** The piece of text of the page that it is of. */
  object: number
}

interface PageGlyphs {
  glyphs: Glyph[]
  /** Share of the characters whose meaning is unknown. */
  unknownShare: number
  /** Number of those that are no mere marks of a line. */
  lostCount: number
}

/** Maximum number of characters of a page; a page of a dictionary has 20,000. */
const CHARACTERS_MAX = 500_000
const SIZE_MIN = 0.1
const BOX_BYTES = 16
const ORIGIN_BYTES = 16
const MATRIX_BYTES = 24

/** The characters of a page in the order in which they are painted. Blanks that only the layout shows are not among them. */
export function glyphsOf(pdf: PdfDocument, page: number): PageGlyphs {
  const { pdfium } = pdf
  prepareText(pdfium, page)
  const text = pdfium._FPDFText_LoadPage(page)
  if (text === 0) return { glyphs: [], unknownShare: 0, lostCount: 0 }
  const memory = pdfium._malloc(BOX_BYTES + ORIGIN_BYTES + MATRIX_BYTES)
  const glyphs: Glyph[] = []
  const names = namesOfPage(pdf)
  let unknown = 0
  let all = 0
  const lost = lostCharacters()
  let style: Style | undefined
  const count = Math.min(pdfium._FPDFText_CountChars(text), CHARACTERS_MAX)
  for (let index = 0; index < count; index += 1) {
    const code = pdfium._FPDFText_GetUnicode(text, index) >>> 0
    if (code <= 0x20 && pdfium._FPDFText_IsGenerated(text, index) === 1) continue
    all += 1
    const object = pdfium._FPDFText_GetTextObject(text, index)
    const isUnmapped = pdfium._FPDFText_HasUnicodeMapError(text, index) === 1
    const named = isUnmapped ? names(object, code) : undefined
    const character = named?.text ?? (code === 0 || isUnknown(code, isUnmapped) ? UNKNOWN : characterOf(code))
    if (character === UNKNOWN) unknown += 1
    if (character === '') continue
    if (style?.object !== object) style = styleOf(pdfium, text, index, object, memory)
    const glyph = glyphAt(pdfium, { text, index, memory }, character, style)
    if (glyph === undefined) continue
    if (character === UNKNOWN) {
      const seenSize = sizeSeen(pdfium, text, index, memory)
      lost.add({ glyph, font: pdfium._FPDFTextObj_GetFont(object), code, seenSize })
      continue
    }
    if (named?.isCentred === true) glyph.baseline = centredBaseline(pdfium, { text, index, memory }, style)
    lost.known(glyph)
    const last = glyphs.at(-1)
    if (last?.object === object && glyph.left < last.right - FALL_MIN * glyph.size)
      placeDownwards(pdfium, { text, index, memory }, glyph, last)
    // The letters of a ligature share its place, and are read together; each may have the width that it has by itself.
    const isWithLast = last?.object === object && last.left === glyph.left && last.baseline === glyph.baseline && isLetter(code)
    if (isWithLast && (!isMark(glyph.text) || isMark(last.text))) {
      last.text += glyph.text
      if (last.right !== glyph.right)
        last.right = Math.max(last.right, glyph.right, seenRight(pdfium, text, index, memory, style))
    } else glyphs.push(glyph)
  }
  pdfium._free(memory)
  pdfium._FPDFText_ClosePage(text)
  for (const glyph of glyphs) if (glyph.text.length > 1 && glyph.text >= '\u0590') glyph.text = ligatureInOrder(glyph.text)
  return { glyphs: withPairs(glyphs), unknownShare: all === 0 ? 0 : unknown / all, lostCount: lost.count() }
}

/** Maximum number of fonts of a page whose programs are read. */
const FONTS_MAX = 64

function namesOfPage(pdf: PdfDocument): (object: number, code: number) => GlyphMeaning | undefined {
  const fonts = new Map<number, GlyphNames>()
  return (object, code) => {
    const font = pdf.pdfium._FPDFTextObj_GetFont(object)
    let names = fonts.get(font)
    if (names === undefined) {
      if (font === 0 || fonts.size >= FONTS_MAX) return undefined
      names = glyphNamesOf(pdf, font)
      fonts.set(font, names)
    }
    return names(code)
  }
}

/** All characters of one piece of text share it. */
type Style = Pick<Glyph, 'object' | 'size' | 'turns' | 'baseline'>

function styleOf(pdfium: Pdfium, text: number, index: number, object: number, memory: number): Style {
  const origin = memory + BOX_BYTES
  pdfium._FPDFText_GetCharOrigin(text, index, origin, origin + 8)
  const { HEAPF32: floats, HEAPF64: doubles } = pdfium
  const x = doubles[origin >> 3] ?? 0
  const y = doubles[(origin >> 3) + 1] ?? 0
  const matrix = origin + ORIGIN_BYTES
  pdfium._FPDFText_GetMatrix(text, index, matrix)
  const [a = 1, b = 0, c = 0, d = 1] = floats.subarray(matrix >> 2, (matrix >> 2) + 4)
  // A font of negative size stands on its head.
  const fontSize = pdfium._FPDFText_GetFontSize(text, index)
  const turns = fontSize < 0 ? turnsOf(Math.atan2(-b, -a)) : turnsOf(Math.atan2(b, a))
  const size = Math.max(SIZE_MIN, Math.abs(fontSize) * Math.hypot(c, d))
  return { object, size, turns, baseline: [y, -x, -y, x][turns ?? 0] ?? y }
}

function glyphAt(
  pdfium: Pdfium,
  { text, index, memory }: { text: number; index: number; memory: number },
  character: string,
  style: Style,
): Glyph | undefined {
  if (pdfium._FPDFText_GetLooseCharBox(text, index, memory) === 0) return undefined
  const floats = pdfium.HEAPF32
  const at = memory >> 2
  const left = floats[at] ?? Number.NaN
  const top = floats[at + 1] ?? Number.NaN
  const right = floats[at + 2] ?? Number.NaN
  const bottom = floats[at + 3] ?? Number.NaN
  const { object, size, turns, baseline } = style
  if (!Number.isFinite(left + top + right + bottom + size + baseline)) return undefined
  if (turns === 1) return { text: character, left: bottom, right: top, baseline, size, turns, object }
  if (turns === 2) return { text: character, left: -right, right: -left, baseline, size, turns, object }
  if (turns === 3) return { text: character, left: -top, right: -bottom, baseline, size, turns, object }
  return { text: character, left, right, baseline, size, turns, object }
}

/** Minimum step of a line that runs downwards, in parts of the size. */
const FALL_MIN = 0.3

/** Within one piece of text that runs downwards each character has a line of its own, and the box of all of its column. */
function placeDownwards(
  pdfium: Pdfium,
  { text, index, memory }: { text: number; index: number; memory: number },
  glyph: Glyph,
  last: Glyph,
): void {
  const { turns, size } = glyph
  if (turns === undefined) return
  const origin = memory + BOX_BYTES
  pdfium._FPDFText_GetCharOrigin(text, index, origin, origin + 8)
  const [x = 0, y = 0] = pdfium.HEAPF64.subarray(origin >> 3, (origin >> 3) + 2)
  const baseline = [y, -x, -y, x][turns] ?? y
  if (Math.abs(baseline - glyph.baseline) < FALL_MIN * size) return
  const left = [x, y, -x, -y][turns] ?? x
  Object.assign(glyph, { baseline, left, right: left + size })
  if (last.right !== last.left + size) Object.assign(last, { left, right: left + size })
}

/** Where the sign itself ends, of a line that runs to the right. */
function seenRight(pdfium: Pdfium, text: number, index: number, memory: number, { turns }: Style): number {
  const isFound = turns === 0 && pdfium._FPDFText_GetCharBox(text, index, memory, memory + 8, memory + 16, memory + 24) !== 0
  return isFound ? (pdfium.HEAPF64[(memory >> 3) + 1] ?? Number.NEGATIVE_INFINITY) : Number.NEGATIVE_INFINITY
}

/** Larger side of the box around the sign itself; 0: nothing is seen of it. */
function sizeSeen(pdfium: Pdfium, text: number, index: number, memory: number): number {
  if (pdfium._FPDFText_GetCharBox(text, index, memory, memory + 8, memory + 16, memory + 24) === 0) return 0
  const [left = 0, right = 0, bottom = 0, top = 0] = pdfium.HEAPF64.subarray(memory >> 3, (memory >> 3) + 4)
  return Math.max(Math.abs(top - bottom), Math.abs(right - left))
}

/** Height of the axis of a formula over its line, in parts of the size of the font. */
const AXIS = 0.25

/** The line that a sign belongs to which is centred on the axis of its formula. */
function centredBaseline(
  pdfium: Pdfium,
  { text, index, memory }: { text: number; index: number; memory: number },
  { turns, size, baseline }: Style,
): number {
  if (turns !== 0) return baseline
  if (pdfium._FPDFText_GetCharBox(text, index, memory, memory + 8, memory + 16, memory + 24) === 0) return baseline
  const [bottom = baseline, top = baseline] = pdfium.HEAPF64.subarray((memory >> 3) + 2, (memory >> 3) + 4)
  return (bottom + top) / 2 - AXIS * size
}

/** How far from a right angle a line may be to count as straight. */
const ASLANT_MAX = 0.12

function turnsOf(angle: number): number | undefined {
  const quarters = angle / (Math.PI / 2)
  return Math.abs(quarters - Math.round(quarters)) * (Math.PI / 2) > ASLANT_MAX ? undefined : (Math.round(quarters) + 4) % 4
}

/** Replacement characters, private use and what is no character at all; PDFium gives what it cannot map as its code. */
const isUnknown = (code: number, isUnmapped: boolean) =>
  code === 0xfffd ||
  code === 0xffff ||
  code > 0x10ffff ||
  (code >= 0xe000 && code <= 0xf8ff) ||
  (code < 0x20 && (isUnmapped || (code !== 0x09 && code !== 0x0a && code !== 0x0d && code !== 0x02)))

/** PDFium gives a hyphen that it takes for the end of a divided word as U+0002 or U+FFFE. */
function characterOf(code: number): string {
  if (code > 0x20 && code < 0xa0) return String.fromCharCode(code)
  if (code === 0x02 || code === 0xfffe) return '-'
  const isBlank = code <= 0x20 || code === 0xa0 || code === 0x1680 || (code >= 0x2000 && code <= 0x200b) || code === 0x202f
  return isBlank || code === 0x205f || code === 0x3000 || code === 0xfeff ? ' ' : String.fromCodePoint(code)
}

const isMark = (text: string) => text >= '\u0300' && /^\p{M}/u.test(text)

let letteredForms: ReadonlySet<string> | undefined

/** The letters of the ligatures of Hebrew and Arabic that are characters of their own. */
function lettersOfForms(): ReadonlySet<string> {
  const ranges = [
    [0xfb1d, 0xfdff],
    [0xfe70, 0xfefc],
  ] as const
  letteredForms ??= new Set(
    ranges.flatMap(([from, to]) =>
      Array.from({ length: to - from + 1 }, (_, at) => foldText(String.fromCharCode(from + at), 'NFKC')),
    ),
  )
  return letteredForms
}

/**
 * PDFium turns the characters of a line of Hebrew or Arabic, and with them those that a font gives for one ligature. It takes a
 * ligature that is a character of its own apart afterwards.
 */
function ligatureInOrder(text: string): string {
  if (!/^[\u0590-\u08ff]+$/.test(text)) return text
  const first = Math.max(0, text.search(/\P{M}/u))
  const letters = text.slice(first)
  const inOrder = letters.length === 1 || lettersOfForms().has(letters) ? letters : turned(letters)
  return inOrder + turned(text.slice(0, first))
}

const turned = (text: string) => [...text].toReversed().join('')

const isLetter = (code: number) => code > 0x20 && code !== 0xa0

/** Halves of surrogate pairs come one after the other. */
function withPairs(glyphs: Glyph[]): Glyph[] {
  if (!glyphs.some(({ text }) => isLowHalf(text))) return glyphs
  const whole: Glyph[] = []
  for (const glyph of glyphs) {
    const last = whole.at(-1)
    if (last !== undefined && isLowHalf(glyph.text) && /^[\ud800-\udbff]$/.test(last.text)) {
      last.text += glyph.text
      last.right = Math.max(last.right, glyph.right)
    } else whole.push(glyph)
  }
  return whole
}

const isLowHalf = (text: string) => text.length === 1 && text >= '\udc00' && text <= '\udfff'
