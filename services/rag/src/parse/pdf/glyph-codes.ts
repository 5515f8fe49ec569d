import { objectsOf } from './differences'

/** Whether the codes of the font of this name are the numbers of its glyphs, so that they say nothing by themselves. */
export type GlyphCodes = (baseFont: string) => boolean

const KEY = '/BaseFont'
const DICTIONARY_BYTES_MAX = 4_096
/** Maximum number of fonts of a file that are looked at. */
const FONTS_MAX = 5_000
/** A map from codes to glyphs of its own: the codes of such a font may be characters. */
const MAP = /\/CIDToGIDMap\s{0,8}\d/
const SIMPLE = /\/Subtype\s{0,8}\/(?:Type1|MMType1|TrueType|Type3)(?![\w-])/
const BY_GLYPH = /\/Encoding\s{0,8}\/Identity-[HV](?![\w-])/

/**
 * PDFium does not say how a font is encoded, so the dictionaries of fonts are looked for in the file itself when they are needed.
 * A name that fonts of several kinds have is uncertain and counts for none.
 */
export function glyphCodesOf(bytes: Uint8Array): GlyphCodes {
  let names: ReadonlySet<string> | undefined
  return (baseFont) => {
    names ??= namesIn(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength))
    return names.has(baseFont)
  }
}

function namesIn(file: Buffer): ReadonlySet<string> {
  const byGlyph = new Set<string>()
  const simple = new Set<string>()
  let count = 0
  for (const objects of objectsOf(file)) {
    if (hasMap(objects)) return new Set()
    for (let at = objects.indexOf(KEY); at !== -1 && count < FONTS_MAX; at = objects.indexOf(KEY, at + KEY.length)) {
      count += 1
      const dictionary = dictionaryAround(objects, at)
      const name = nameOf(dictionary)
      if (SIMPLE.test(dictionary)) simple.add(name)
      // The font within has the name without the encoding.
      else if (BY_GLYPH.test(dictionary)) byGlyph.add(name).add(name.replace(/-Identity-[HV]$/, ''))
    }
  }
  for (const name of simple) byGlyph.delete(name)
  return byGlyph
}

/** Too many fonts to look at count as such too. */
function hasMap(objects: Buffer): boolean {
  const key = '/CIDToGIDMap'
  let count = 0
  for (let at = objects.indexOf(key); at !== -1; at = objects.indexOf(key, at + key.length)) {
    count += 1
    if (count > FONTS_MAX || MAP.test(objects.toString('latin1', at, at + key.length + 10))) return true
  }
  return false
}

/** From its beginning to its end, or to as much as is looked at of a long one. */
function dictionaryAround(objects: Buffer, at: number): string {
  const before = objects.toString('latin1', Math.max(0, at - DICTIONARY_BYTES_MAX), at)
  const after = objects.toString('latin1', at, at + DICTIONARY_BYTES_MAX)
  const start = before.slice(Math.max(0, before.lastIndexOf('<<')))
  let depth = 1
  for (const { 0: bracket, index } of after.matchAll(/<<|>>/g)) {
    depth += bracket === '<<' ? 1 : -1
    if (depth === 0) return start + after.slice(0, index)
  }
  return start + after
}

function nameOf(dictionary: string): string {
  const [, name = ''] = /\/BaseFont\s{0,8}\/([^\s/[\]()<>{}%]{1,127})/.exec(dictionary) ?? []
  return name.replaceAll(/#([\dA-Fa-f]{2})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
}
