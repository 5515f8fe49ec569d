import type { Differences } from './differences'
import { type PdfDocument, type Pdfium, withMemory } from './pdfium'
import { charactersOfGlyphs, type GlyphCharacters, tableOf } from './sfnt'

/** The names of a font's own glyphs by their codes. */
export type GlyphNames = (code: number) => GlyphMeaning

/** Undefined text: the font says nothing of this code. Empty: nothing that is read, such as a part of a tall bracket. */
export interface GlyphMeaning {
  text: string | undefined
  /** It is centred on the axis of a formula, whatever its height, so that its origin tells nothing of its line. */
  isCentred: boolean
}

/** Larger codes have more than one byte. */
const CODE_MAX = 0xff
/** Larger programs are fonts of whole scripts, which say by themselves what their codes are. */
const PROGRAM_BYTES_MAX = 4_194_304
const SILENT: GlyphMeaning = { text: undefined, isCentred: false }
/** A character that means nothing. */
export const UNKNOWN = '\ufffd'
const MEANINGLESS: GlyphMeaning = { text: UNKNOWN, isCentred: false }

/**
 * The names that the program of an embedded font has for its glyphs tell the codes of which PDFium knows no character. An encoding
 * of the document may have other names for them.
 */
export function glyphNamesOf({ pdfium, differences, glyphCodes }: PdfDocument, font: number): GlyphNames {
  if (glyphCodes(baseFontOf(pdfium, font))) return namesByGlyph(pdfium, font)
  const program = programOf(pdfium, font)
  const encoding = program === undefined ? undefined : encodingOf(program)
  if (encoding === undefined) return (code) => (code > CODE_MAX ? wideMeaning(code) : SILENT)
  const { names, glyphs, isNamed } = encoding
  const unlisted = glyphs.filter((name) => characters.has(name) || LIGATURE.test(name))
  const nameAmong = namesAmong(new Set(glyphs), differences)
  let single: number | undefined
  return (code) => {
    if (code > CODE_MAX) return wideMeaning(code)
    let name = names.get(code)
    // The document may have codes of its own for the glyphs: the one code without a character is the one name without.
    name ??= nameAmong(code)
    if (name === undefined && unlisted.length === 1) {
      single ??= code
      if (single === code) name = unlisted[0]
    }
    if (name === undefined) return isNamed ? MEANINGLESS : SILENT
    return isIndex(name) ? SILENT : meaningOf(name)
  }
}

/** The codes are numbers of glyphs: what the program of the font does not say, nothing says. */
function namesByGlyph(pdfium: Pdfium, font: number): GlyphNames {
  // The program of a font that is not embedded is that of another one.
  const program = pdfium._FPDFFont_GetIsEmbedded(font) === 1 ? programOf(pdfium, font) : undefined
  const characters = program === undefined ? undefined : charactersByGlyph(program)
  return (code) => {
    const text = characters?.get(code)
    return text === undefined ? MEANINGLESS : { text, isCentred: false }
  }
}

/** Some programs write the bytes of UTF-8 as codes, of which PDFium knows those of one byte alone. */
function wideMeaning(code: number): GlyphMeaning {
  const bytes = Buffer.from(code.toString(16).padStart(code > 0xffffff ? 8 : code > 0xffff ? 6 : 4, '0'), 'hex')
  const text = bytes.toString('utf8')
  if ([...text].length === 1 && text !== UNKNOWN) return { text, isCentred: false }
  return code > 0xffff ? MEANINGLESS : SILENT
}

const BASE_FONT_BYTES_MAX = 256

function baseFontOf(pdfium: Pdfium, font: number): string {
  return withMemory(pdfium, BASE_FONT_BYTES_MAX, (buffer) => {
    const length = pdfium._FPDFFont_GetBaseFontName(font, buffer, BASE_FONT_BYTES_MAX)
    if (length <= 1 || length > BASE_FONT_BYTES_MAX) return ''
    return Buffer.from(pdfium.HEAPU8.buffer, buffer, length - 1).toString('latin1')
  })
}

/** The encoding may be that of another font: only a name that is the one glyph of this font among them is certain. */
function namesAmong(glyphs: ReadonlySet<string>, differences: Differences): (code: number) => string | undefined {
  const found = new Map<number, string | undefined>()
  return (code) => {
    if (found.has(code)) return found.get(code)
    const own = differences(code).filter((name) => glyphs.has(name))
    found.set(code, own.length === 1 ? own[0] : undefined)
    return found.get(code)
  }
}

function programOf(pdfium: Pdfium, font: number): Buffer | undefined {
  return withMemory(pdfium, 8, (size) => {
    if (pdfium._FPDFFont_GetFontData(font, 0, 0, size) === 0) return undefined
    const length = pdfium.HEAP32[size >> 2] ?? 0
    if (length <= 0 || length > PROGRAM_BYTES_MAX) return undefined
    return withMemory(pdfium, length, (bytes) => {
      if (pdfium._FPDFFont_GetFontData(font, bytes, length, size) === 0) return undefined
      return Buffer.from(pdfium.HEAPU8.slice(bytes, bytes + length))
    })
  })
}

interface Encoding {
  names: Map<number, string>
  /** The names of its glyphs, but for those that are the same in all fonts. */
  glyphs: string[]
  /** Its glyphs have names that say something, so that a code without one is no letter. */
  isNamed: boolean
}

/** Undefined: a program of another kind, or broken. */
function encodingOf(program: Buffer): Encoding | undefined {
  try {
    const start = program.toString('latin1', 0, 4)
    if (start.startsWith('%!') || start.startsWith('\x80\x01')) return type1Encoding(program)
    if (start === 'OTTO') return cffEncoding(tableOf(program, 'CFF ') ?? Buffer.alloc(0))
    return start.startsWith('\x01\x00') ? cffEncoding(program) : undefined
  } catch (error) {
    if (error instanceof RangeError) return undefined
    throw error
  }
}

/** Undefined: a program of another kind, or broken. */
function charactersByGlyph(program: Buffer): GlyphCharacters | undefined {
  try {
    const start = program.toString('latin1', 0, 4)
    const isSfnt = start === '\x00\x01\x00\x00' || start === 'true' || start === 'OTTO'
    return isSfnt ? charactersOfGlyphs(program, characterNamed) : undefined
  } catch (error) {
    if (error instanceof RangeError) return undefined
    throw error
  }
}

function characterNamed(name: string): string | undefined {
  const [whole = ''] = name.split('.')
  return common.get(whole) ?? meaningOf(name).text
}

/** The part of a Type 1 font that is not encrypted holds its encoding. */
function type1Encoding(program: Buffer): Encoding {
  const end = program.indexOf('eexec')
  const head = program.toString('latin1', 0, end < 0 ? program.length : end)
  const names = new Map<number, string>()
  for (const [, code = '', name = ''] of head.matchAll(/\bdup\s{1,8}(\d{1,3})\s{0,8}\/([\w.-]{1,64})\s{1,8}put\b/g))
    names.set(Number(code), name)
  return withNames(names, [...names.values()])
}

const withNames = (names: Map<number, string>, glyphs: string[]): Encoding => ({
  names,
  glyphs,
  isNamed: glyphs.length > 0 && !glyphs.some(isIndex),
})

// Compact Font Format (Adobe Technical Note 5176).
const CHARSET_OPERATOR = 15
const ENCODING_OPERATOR = 16
const CHAR_STRINGS_OPERATOR = 17
/** Fonts by character numbers have no names. */
const CID_OPERATOR = 1230
/** Names with smaller numbers are the same in all fonts; PDFium knows their characters. */
const STANDARD_STRINGS = 391
/** Smaller offsets of a charset or of an encoding stand for one that all fonts share. */
const PREDEFINED_MAX = 2

function cffEncoding(cff: Buffer): Encoding | undefined {
  const nameIndex = indexAt(cff, cff.readUInt8(2))
  const topIndex = indexAt(cff, nameIndex.end)
  const strings = indexAt(cff, topIndex.end).items
  const top = dictOf(topIndex.items[0] ?? Buffer.alloc(0))
  if (top.has(CID_OPERATOR)) return undefined
  const charStrings = indexAt(cff, top.get(CHAR_STRINGS_OPERATOR) ?? 0)
  const sids = charsetOf(cff, top.get(CHARSET_OPERATOR) ?? 0, charStrings.items.length)
  const nameOf = (sid: number | undefined) =>
    sid === undefined ? undefined : strings[sid - STANDARD_STRINGS]?.toString('latin1')
  const names = new Map<number, string>()
  for (const [code, glyph] of codesOf(cff, top.get(ENCODING_OPERATOR) ?? 0)) {
    const name = nameOf(sids[glyph])
    if (name !== undefined) names.set(code, name)
  }
  return withNames(
    names,
    sids.flatMap((sid) => nameOf(sid) ?? []),
  )
}

function indexAt(cff: Buffer, at: number): { items: Buffer[]; end: number } {
  const count = cff.readUInt16BE(at)
  if (count === 0) return { items: [], end: at + 2 }
  const width = Math.min(4, Math.max(1, cff.readUInt8(at + 2)))
  const base = at + 2 + (count + 1) * width
  const offsets = Array.from({ length: count + 1 }, (_, item) => base + cff.readUIntBE(at + 3 + item * width, width))
  const items = offsets.slice(1).map((end, item) => cff.subarray(offsets[item], end))
  return { items, end: offsets.at(-1) ?? base }
}

/** The last number before each operator; those of two bytes are 1200 and their second byte. */
function dictOf(bytes: Buffer): Map<number, number> {
  const dict = new Map<number, number>()
  let value = 0
  for (let at = 0; at < bytes.length; ) {
    const first = bytes.readUInt8(at)
    at += 1
    if (first === 12) {
      dict.set(1200 + bytes.readUInt8(at), value)
      at += 1
    } else if (first <= 21) dict.set(first, value)
    else if (first === 28) {
      value = bytes.readInt16BE(at)
      at += 2
    } else if (first === 29) {
      value = bytes.readInt32BE(at)
      at += 4
    } else if (first === 30) {
      while (at < bytes.length && (bytes.readUInt8(at) & 0xf) !== 0xf) at += 1
      at += 1
    } else if (first <= 246) value = first - 139
    else {
      const second = bytes.readUInt8(at)
      value = first <= 250 ? (first - 247) * 256 + second + 108 : -(first - 251) * 256 - second - 108
      at += 1
    }
  }
  return dict
}

/** The number of the name of each glyph. */
function charsetOf(cff: Buffer, at: number, glyphs: number): number[] {
  if (at <= PREDEFINED_MAX) return []
  const sids = [0]
  const format = cff.readUInt8(at)
  for (let from = at + 1; sids.length < glyphs; ) {
    const first = cff.readUInt16BE(from)
    const left = format === 0 ? 0 : format === 1 ? cff.readUInt8(from + 2) : cff.readUInt16BE(from + 2)
    for (let more = 0; more <= left && sids.length < glyphs; more += 1) sids.push(first + more)
    from += format === 0 ? 2 : format === 1 ? 3 : 4
  }
  return sids
}

/** Codes and the glyphs that they stand for. */
function codesOf(cff: Buffer, at: number): [code: number, glyph: number][] {
  if (at <= PREDEFINED_MAX) return []
  const codes: [number, number][] = []
  const isRanges = (cff.readUInt8(at) & 0x7f) === 1
  const count = cff.readUInt8(at + 1)
  for (let item = 0, glyph = 1; item < count; item += 1) {
    const from = at + 2 + item * (isRanges ? 2 : 1)
    const first = cff.readUInt8(from)
    const left = isRanges ? cff.readUInt8(from + 1) : 0
    for (let more = 0; more <= left; more += 1, glyph += 1) codes.push([first + more, glyph])
  }
  return codes
}

/** Names such as `g65`, `G41` or `cid123` say nothing. */
const INDEX = /^(?:[A-Za-z]{0,2}|glyph|cid|char|index)[-_.]?\d[\dA-F]*$/
const isIndex = (name: string) => INDEX.test(name) && !characters.has(name) && numbered(name) === undefined

const SIZES = /(?:[bB]igg?|text|display)$/
const TOP = /(?:left|right)tp$/
const PART = /(?:^(?:brace|bracket|paren)(?:left|right)?(?:ex|mid|bt)$|^v?extend|^bracehtip|^radical(?:tp|bt|vertex)$|wide)/

function meaningOf(given: string): GlyphMeaning {
  const variant = given.indexOf('.', 1)
  const name = variant < 0 ? given : given.slice(0, variant)
  const known = characters.get(name) ?? numbered(name)
  if (known !== undefined) return { text: known, isCentred: false }
  if (PART.test(name)) return { text: '', isCentred: true }
  const whole = name.replace(TOP.test(name) ? /tp$/ : SIZES, '')
  const text = whole === name ? undefined : (characters.get(whole) ?? sized.get(whole))
  return text === undefined ? MEANINGLESS : { text, isCentred: true }
}

const LIGATURE = /^[A-Za-z](?:_[A-Za-z])+$/

/** `uni2208`, `u1D4D0`, and ligatures such as `f_f_i`, as the Adobe Glyph List has them. */
function numbered(name: string): string | undefined {
  const [, units, point] = /^(?:uni((?:[\dA-F]{4})+)|u([\dA-F]{4,6}))$/.exec(name) ?? []
  if (units !== undefined) return Buffer.from(units, 'hex').swap16().toString('utf16le').toWellFormed()
  if (point !== undefined)
    return Number.parseInt(point, 16) <= 0x10ffff ? String.fromCodePoint(Number.parseInt(point, 16)) : undefined
  return /^[A-Za-z](?:_[A-Za-z])*$/.test(name) ? name.replaceAll('_', '') : undefined
}

/** Names of the fonts of TeX and of the AMS which the Adobe Glyph List lacks. */
const NAMES = `
angbracketleft ⟨ angbracketright ⟩ anticlockwise ↺ approxorequal ≊ archleftdown ↶ archrightdown ↷ arrowbothv ↕ arrowdblbothv ⇕
arrowleftbothalf ↽ arrowlefttophalf ↼ arrownortheast ↗ arrownorthwest ↖ arrowparrleftright ⇆ arrowparrrightleft ⇄
arrowrightbothalf ⇁ arrowrighttophalf ⇀ arrowsoutheast ↘ arrowsouthwest ↙ arrowtailleft ↢ arrowtailright ↣ arrowtripleleft ⇚
arrowtripleright ⇛ asteriskcentered ∗ bardbl ∥ bardblshort ∥ because ∵ beth ℶ between ≬ ceilingleft ⌈ ceilingright ⌉ check ✓
circleasterisk ⊛ circlecopyrt ◯ circledivide ⊘ circledot ⊙ circleequal ≗ circleminus ⊖ circleR ® circlering ⊚ circleS Ⓢ
clockwise ↻ complement ∁ contintegral ∮ coproduct ∐ curlyleft ↫ curlyright ↬ daleth ℸ   dblarrowdwn ⇊
dblarrowheadleft ↞ dblarrowheadright ↠ dblarrowleft ⇇ dblarrowright ⇉ dblarrowup ⇈ dblbracketleft ⟦ dblbracketright ⟧ defines ≜
diamondmath ⋄ diamondsolid ◆ difference ≏ dotlessj ȷ dotplus ∔ downfall ⋎ epsilon1 ϵ epsiloninv ϶ equaldotleftright ≒
equaldotrightleft ≓ equalorfollows ⋟ equalorgreater ⋝ equalorless ⋜ equalorprecedes ⋞ equalorsimilar ≂ equalsdots ≑
equivasymptotic ≍ Finv Ⅎ flat ♭ floorleft ⌊ floorright ⌋ follows ≻ followsequal ⪰ followsorcurly ≽ followsorequal ≿ forces ⊩
forcesbar ⊪ fork ⋔ frown ⌢ geomequivalent ≎ Germandbls SS gimel ℷ Gmir ⅁ greaterdbleqlless ⪌ greaterdblequal ≧ greaterdot ⋗
greaterlessequal ⋛ greatermuch ≫ greaternotequal ⪈ greaternotsimilar ⋧ greaterorapproxeql ⪆ greaterorequalslant ⩾
greaterornotequal ≩ greaterorsimilar ≳ harpoondownleft ⇃ harpoondownright ⇂ harpoonleftright ⇋ harpoonrightleft ⇌
harpoonupleft ↿ harpoonupright ↾ hyphenchar - Ifractur ℑ integerdivide ∖ intercal ⊺ interrobang ‽ intersectiondbl ⋒
intersectionsq ⊓ latticetop ⊤ lessdbleqlgreater ⪋ lessdblequal ≦ lessdot ⋖ lessequalgreater ⋚ lessmuch ≪ lessnotequal ⪇
lessnotsimilar ⋦ lessorapproxeql ⪅ lessorequalslant ⩽ lessornotequal ≨ lessorsimilar ≲ lscript ℓ maltesecross ✠ mapsto ↦
measuredangle ∡ mho ℧ muchgreater ⋙ muchless ⋘ multicloseleft ⋉ multicloseright ⋊ multimap ⊸ multiopenleft ⋋ multiopenright ⋌
nand ⊼ natural ♮ negationslash ̸ Ng Ŋ ng ŋ notapproxequal ≇ notarrowboth ↮ notarrowleft ↚ notarrowright ↛ notbar ∤
notdblarrowboth ⇎ notdblarrowleft ⇍ notdblarrowright ⇏ notexistential ∄ notfollows ⊁ notfollowsoreql ⋡ notforces ⊮ notgreater ≯
notgreaterequal ≱ notless ≮ notlessequal ≰ notparallel ∦ notprecedes ⊀ notprecedesoreql ⋠ notsatisfies ⊭ notsimilar ≁
notsubsetoreql ⊈ notsupersetoreql ⊉ nottriangeqlleft ⋬ nottriangeqlright ⋭ nottriangleleft ⋪ nottriangleright ⋫ notturnstile ⊬
orunderscore ⊻ owner ∋ perpcorrespond ⩞ pertenthousand ‱ pi1 ϖ planckover2pi ℏ planckover2pi1 ℏ precedesequal ⪯
precedesorcurly ≼ precedesorequal ≾ prime ′ primereverse ‵ punctdash — rangedash – revasymptequal ⋍ revsimilar ∽ Rfractur ℜ
rho1 ϱ rightanglene ⌝ rightanglenw ⌜ rightanglese ⌟ rightanglesw ⌞ ringinequal ≖ satisfies ⊨ sharp ♯ shiftleft ↰ shiftright ↱
similarequal ≃ slurabove ⌢ slurbelow ⌣ smile ⌣ sphericalangle ∢ square □ squaredot ⊡ squareimage ⊏ squareminus ⊟
squaremultiply ⊠ squareoriginal ⊐ squareplus ⊞ squaresmallsolid ▪ squaresolid ■ squiggleleftright ↭ squiggleright ⇝ star ⋆
subsetdbl ⋐ subsetdblequal ⫅ subsetnotequal ⊊ subsetsqequal ⊑ supersetdbl ⋑ supersetdblequal ⫆ supersetnotequal ⊋
supersetsqequal ⊒ triangle △ triangledownsld ▼ triangleinv ▽ triangleleft ◁ triangleleftequal ⊴ triangleleftsld ◀
triangleright ▷ trianglerightequal ⊵ trianglerightsld ▶ trianglesolid ▲ turnstileleft ⊢ turnstileright ⊣ uniondbl ⋓ unionmulti ⊎
unionsq ⊔ uprise ⋏ vector ⃗ visiblespace ␣ visualspace ␣ wreathproduct ≀ Yen ¥`
/** Names of that list which the fonts of TeX have in several sizes. */
const SIZED_NAMES = `
backslash \\ braceleft { braceright } bracketleft [ bracketright ] circlemultiply ⊗ circleplus ⊕ integral ∫ intersection ∩
logicaland ∧ logicalor ∨ parenleft ( parenright ) product ∏ radical √ slash / summation ∑ union ∪`

/** Names of that list for what numbers are written with. */
const COMMON_NAMES = `
zero 0 one 1 two 2 three 3 four 4 five 5 six 6 seven 7 eight 8 nine 9 period . comma , colon : slash / percent % hyphen - plus +
minus − equal = dollar $ Euro € sterling £`

function charactersIn(names: string): Map<string, string> {
  const words = names.trim().split(/\s+/)
  return new Map(words.flatMap((name, at) => (at % 2 === 0 ? [[name, words[at + 1] ?? ''] as const] : [])))
}

const characters = charactersIn(NAMES)
const sized = charactersIn(SIZED_NAMES)
const common = charactersIn(COMMON_NAMES)
