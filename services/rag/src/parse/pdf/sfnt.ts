/** Characters by the numbers of the glyphs of a font. */
export type GlyphCharacters = ReadonlyMap<number, string>

/** A glyph by its name, as the font has it; undefined: the name says nothing. */
type Meaning = (name: string) => string | undefined

/** Maximum number of tables of codes of a font that are read. */
const MAPS_MAX = 8
/** Maximum number of entries of a table that are read, however many it claims. */
const ENTRIES_MAX = 200_000
const SURROGATES_FROM = 0xd800
const PRIVATE_TO = 0xf8ff

/**
 * The characters that the tables of a TrueType or OpenType font have for its glyphs: those that its `cmap` maps to them, and for
 * other glyphs their names. Throws RangeError for a broken font.
 */
export function charactersOfGlyphs(program: Buffer, meaning: Meaning): GlyphCharacters {
  const characters = new Map<number, string>()
  const cmap = tableOf(program, 'cmap')
  if (cmap !== undefined) addMapped(cmap, characters)
  const post = tableOf(program, 'post')
  if (post !== undefined && post.length > POST_NAMES && post.readUInt32BE(0) === POST_WITH_NAMES)
    addNamed(post, characters, meaning)
  return characters
}

/** Undefined: the font has none. */
export function tableOf(program: Buffer, tag: string): Buffer | undefined {
  const count = program.readUInt16BE(4)
  for (let at = 12; at < 12 + 16 * count; at += 16)
    if (program.toString('latin1', at, at + 4) === tag) {
      const from = program.readUInt32BE(at + 8)
      return program.subarray(from, from + program.readUInt32BE(at + 12))
    }
  return undefined
}

/** Only tables whose codes are Unicode are read. Where several characters have one glyph, the first is meant. */
function addMapped(cmap: Buffer, characters: Map<number, string>): void {
  const count = cmap.readUInt16BE(2)
  const offsets = new Set<number>()
  for (let at = 4; at < 4 + 8 * count; at += 8) {
    const platform = cmap.readUInt16BE(at)
    const encoding = cmap.readUInt16BE(at + 2)
    if (platform === 0 || (platform === 3 && (encoding === 1 || encoding === 10))) offsets.add(cmap.readUInt32BE(at + 4))
  }
  const add = (code: number, glyph: number) => {
    const isCharacter = code >= 0x20 && code <= 0x10ffff && (code < SURROGATES_FROM || code > PRIVATE_TO)
    if (glyph > 0 && isCharacter && !characters.has(glyph))
      characters.set(glyph, code === 0xa0 ? ' ' : String.fromCodePoint(code))
  }
  for (const offset of [...offsets].slice(0, MAPS_MAX)) {
    const table = cmap.subarray(offset)
    const format = table.readUInt16BE(0)
    if (format === 4) visitSegments(table, add)
    else if (format === 12) visitGroups(table, add)
    else if (format === 6) visitList(table, add)
  }
}

type Visit = (code: number, glyph: number) => void

function visitSegments(table: Buffer, add: Visit): void {
  const length = table.readUInt16BE(6)
  const [ends, starts, deltas, ranges] = [14, 16 + length, 16 + 2 * length, 16 + 3 * length]
  let left = ENTRIES_MAX
  for (let at = 0; at < length; at += 2) {
    const end = table.readUInt16BE(ends + at)
    const delta = table.readUInt16BE(deltas + at)
    const range = table.readUInt16BE(ranges + at)
    const start = table.readUInt16BE(starts + at)
    for (let code = start; code <= end && code < 0xffff && left > 0; code += 1, left -= 1) {
      const glyph = range === 0 ? code : table.readUInt16BE(ranges + at + range + 2 * (code - start))
      if (range === 0 || glyph !== 0) add(code, (glyph + delta) & 0xffff)
    }
  }
}

function visitGroups(table: Buffer, add: Visit): void {
  const count = Math.min(table.readUInt32BE(12), ENTRIES_MAX)
  let left = ENTRIES_MAX
  for (let group = 0; group < count; group += 1) {
    const at = 16 + 12 * group
    const start = table.readUInt32BE(at)
    const end = table.readUInt32BE(at + 4)
    const glyph = table.readUInt32BE(at + 8)
    for (let code = start; code <= end && left > 0; code += 1, left -= 1) add(code, glyph + code - start)
  }
}

function visitList(table: Buffer, add: Visit): void {
  const first = table.readUInt16BE(6)
  const count = table.readUInt16BE(8)
  for (let at = 0; at < count; at += 1) add(first + at, table.readUInt16BE(10 + 2 * at))
}

const POST_WITH_NAMES = 0x20000
const POST_NAMES = 34
/** Names with smaller numbers are the same in all fonts: those of the printing characters of ASCII and of Mac OS Roman, and more. */
const STANDARD_NAMES = 258
const STANDARD_FROM = 3
const MAC_ROMAN_FROM = 98
const MORE_FROM = 226
const MORE = [...'ŁłŠšŽž¦ÐðÝýÞþ−×¹²³½¼¾₣ĞğİŞşĆćČčđ']

function addNamed(post: Buffer, characters: Map<number, string>, meaning: Meaning): void {
  const count = post.readUInt16BE(32)
  const names: string[] = []
  for (let at = POST_NAMES + 2 * count; at < post.length && names.length < count; at += 1 + post.readUInt8(at))
    names.push(post.toString('latin1', at + 1, at + 1 + post.readUInt8(at)))
  for (let glyph = 1; glyph < count; glyph += 1) {
    if (characters.has(glyph)) continue
    const name = post.readUInt16BE(POST_NAMES + 2 * glyph)
    const text = name < STANDARD_NAMES ? standardCharacter(name) : meaning(names[name - STANDARD_NAMES] ?? '')
    if (text !== undefined && text !== '') characters.set(glyph, text)
  }
}

/** The character of a name by its number in the standard order of Macintosh fonts. */
function standardCharacter(name: number): string | undefined {
  if (name < STANDARD_FROM) return undefined
  if (name < MAC_ROMAN_FROM) return String.fromCharCode(name - STANDARD_FROM + 0x20)
  if (name >= MORE_FROM) return MORE[name - MORE_FROM]
  return new TextDecoder('macintosh').decode(Uint8Array.of(name - MAC_ROMAN_FROM + 0x80)).replace('€', '¤')
}
