import { deflateSync } from 'node:zlib'
import { strToU8, type Zippable, zipSync } from 'fflate'

/** A Word document with this as its text, in XML. */
export const docxOf = (body: string, before = ''): Uint8Array =>
  zipSync({
    '[Content_Types].xml': strToU8(
      '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
    ),
    '_rels/.rels': strToU8(
      '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>',
    ),
    'word/document.xml': strToU8(
      `<?xml version="1.0"?>${before}<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>${body}</w:t></w:r></w:p></w:body></w:document>`,
    ),
  })

/** A presentation of one slide with this as its text, in XML. */
export const pptxOf = (body: string, before = ''): Uint8Array =>
  zipSync({
    'ppt/presentation.xml': strToU8('<p:presentation><p:sldIdLst><p:sldId r:id="r1"/></p:sldIdLst></p:presentation>'),
    'ppt/_rels/presentation.xml.rels': strToU8(
      '<Relationships><Relationship Id="r1" Type="t/slide" Target="slides/slide1.xml"/></Relationships>',
    ),
    'ppt/slides/slide1.xml': strToU8(
      `<?xml version="1.0"?>${before}<p:sld><p:cSld><p:spTree><p:sp><p:txBody><a:p><a:r><a:t>${body}</a:t></a:r></a:p></p:txBody></p:sp></p:spTree></p:cSld></p:sld>`,
    ),
  })

/** A book of one chapter. */
export const epubOf = (chapter: string, more: Zippable = {}): Uint8Array =>
  zipSync({
    mimetype: strToU8('application/epub+zip'),
    'META-INF/container.xml': strToU8('<container><rootfiles><rootfile full-path="book.opf"/></rootfiles></container>'),
    'book.opf': strToU8(
      '<package><manifest><item id="a" href="../../../../etc/a.xhtml"/></manifest><spine><itemref idref="a"/></spine></package>',
    ),
    'etc/a.xhtml': strToU8(chapter),
    ...more,
  })

/** A workbook of one cell. */
export const xlsxOf = (cell: string, before = ''): Uint8Array =>
  zipSync({
    'xl/workbook.xml': strToU8(
      '<workbook xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="S" sheetId="1" r:id="r1"/></sheets></workbook>',
    ),
    'xl/_rels/workbook.xml.rels': strToU8(
      '<Relationships><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
    ),
    'xl/worksheets/sheet1.xml': strToU8(
      `<?xml version="1.0"?>${before}<worksheet><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>${cell}</t></is></c></row></sheetData></worksheet>`,
    ),
  })

/**
 * A TrueType font whose glyphs are boxes, numbered from 1. `characters` are those that its table of codes has for them, `names`
 * those of its table of names; neither is there without any.
 */
export function ttfOf({ characters = '', names = [] }: { characters?: string; names?: string[] }): Uint8Array {
  const u16 = (...values: number[]) => Buffer.from(values.flatMap((value) => [(value >> 8) & 255, value & 255]))
  const u32 = (value: number) => u16(value >>> 16, value)
  const glyphs = 1 + Math.max([...characters].length, names.length)
  // 500 wide and 700 high, of 1,000.
  const box = Buffer.concat([u16(1, 0, 0, 500, 700, 3, 0), Buffer.from([1, 1, 1, 1]), u16(0, 500, 0, -500, 0, 0, 700, 0)])
  const codes = [...characters].map((character, at) => [character.codePointAt(0) ?? 0, at + 1] as const)
  const segments = [...codes.toSorted(([one], [other]) => one - other), [0xffff, 0] as const]
  const [ends, deltas] = [segments.map(([code]) => code), segments.map(([code, glyph]) => glyph - code)]
  const count = segments.length
  const body = u16(2 * count, 0, 0, 0, ...ends, 0, ...ends, ...deltas, ...segments.map(() => 0))
  const strings = names.map((name) => Buffer.concat([Buffer.from([name.length]), Buffer.from(name)]))
  const tables: [string, Buffer][] = [
    ['cmap', Buffer.concat([u16(0, 1, 3, 1), u32(12), u16(4, body.length + 6, 0), body])],
    ['glyf', Buffer.concat(Array.from({ length: glyphs }, () => box))],
    [
      'head',
      Buffer.concat([
        u32(0x10000),
        u32(0x10000),
        u32(0),
        u32(0x5f0f3cf5),
        u16(0, 1000, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 500, 700, 0, 8, 2, 1, 0),
      ]),
    ],
    ['hhea', Buffer.concat([u32(0x10000), u16(800, -200, 0, 500, 0, 0, 500, 1, 0, 0, 0, 0, 0, 0, 0, glyphs)])],
    ['hmtx', u16(...Array.from({ length: glyphs }, () => [500, 0]).flat())],
    ['loca', Buffer.concat(Array.from({ length: glyphs + 1 }, (_, at) => u32(at * box.length)))],
    ['maxp', Buffer.concat([u32(0x10000), u16(glyphs, 4, 1, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0)])],
    [
      'post',
      Buffer.concat([
        u32(0x20000),
        Buffer.alloc(28),
        u16(glyphs, 0, ...Array.from({ length: glyphs - 1 }, (_, at) => (at < names.length ? 258 + at : 0))),
        ...strings,
      ]),
    ],
  ]
  const kept = tables.filter(([tag]) => (tag !== 'cmap' || codes.length > 0) && (tag !== 'post' || names.length > 0))
  let at = 12 + 16 * kept.length
  const directory = kept.map(([tag, table]) => {
    const entry = Buffer.concat([Buffer.from(tag), u32(0), u32(at), u32(table.length)])
    at += table.length
    return entry
  })
  return Buffer.concat([u32(0x10000), u16(kept.length, 0, 0, 0), ...directory, ...kept.map(([, table]) => table)])
}

/** A PDF of these objects, numbered from 1; the first is the catalogue. */
export function pdfOf(objects: (string | Uint8Array)[]): Uint8Array {
  const parts: Uint8Array[] = [strToU8('%PDF-1.4\n')]
  const offsets: number[] = []
  const add = (part: string | Uint8Array) => parts.push(typeof part === 'string' ? strToU8(part) : part)
  const length = () => parts.reduce((total, part) => total + part.byteLength, 0)
  for (const [index, object] of objects.entries()) {
    offsets.push(length())
    add(`${index + 1} 0 obj\n`)
    add(object)
    add('\nendobj\n')
  }
  const at = length()
  const entries = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('')
  add(
    `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${entries}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${at}\n%%EOF\n`,
  )
  return new Uint8Array(Buffer.concat(parts))
}

const FONT = '<< /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >>'

/** A PDF with a page for each stream of what is drawn. */
export function pdfOfPages(contents: Uint8Array[]): Uint8Array {
  const kids = contents.map((_, index) => `${3 + index * 2} 0 R`).join(' ')
  const pages = contents.flatMap((content, index) => {
    const page = `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Resources ${FONT} /Contents ${4 + index * 2} 0 R >>`
    const packed = Buffer.from(deflateSync(content))
    const head = `<< /Length ${packed.byteLength} /Filter /FlateDecode >>\nstream\n`
    return [page, new Uint8Array(Buffer.concat([Buffer.from(head), packed, Buffer.from('\nendstream')]))]
  })
  return pdfOf(['<< /Type /Catalog /Pages 2 0 R >>', `<< /Type /Pages /Count ${contents.length} /Kids [${kids}] >>`, ...pages])
}

export const drawn = (text: string) => strToU8(`BT /F1 11 Tf 72 700 Td (${text}) Tj ET`)

/** An archive whose only large entry is said to be of `said` bytes and has `mebibytes` MiB. */
export function bombOf(mebibytes: number, said?: number): Uint8Array {
  const piece = new Uint8Array(1_048_576).fill(0x20)
  const xml = Buffer.concat(Array.from({ length: mebibytes }, () => piece))
  const zip = zipSync({ 'word/document.xml': new Uint8Array(xml) }, { level: 9 })
  if (said !== undefined) {
    const directory = Buffer.from(zip).lastIndexOf(Buffer.from('PK\u0001\u0002'))
    const view = new DataView(zip.buffer, zip.byteOffset)
    view.setUint32(directory + 24, said, true)
    view.setUint32(22, said, true)
  }
  return zip
}

/** A Type 1 font whose glyphs are blank and have these names; the width of a glyph is in thousandths. */
export function type1Of(encoding: Record<number, string>, width = 500): Uint8Array {
  const encrypted = (bytes: Buffer, key: number) => {
    let state = key
    return Buffer.from(
      bytes.map((byte) => {
        const cipher = byte ^ (state >> 8)
        state = ((cipher + state) * 52_845 + 22_719) & 0xffff
        return cipher
      }),
    )
  }
  const number = (value: number) => [255, value >> 24, value >> 16, value >> 8, value]
  const shape = [...number(0), ...number(width), 13, ...number(9), ...number(9), 21, ...number(200), 6, ...number(600), 7, 9, 14]
  const charString = encrypted(Buffer.from([0, 0, 0, 0, ...shape]), 4330)
  const glyphs = ['.notdef', ...new Set(Object.values(encoding))]
  const part = (text: string) => Buffer.from(text, 'latin1')
  const secret = Buffer.concat([
    part('0000dup /Private 4 dict dup begin /lenIV 4 def /BlueValues [] def /password 5839 def\n'),
    part(`2 index /CharStrings ${glyphs.length} dict dup begin\n`),
    ...glyphs.flatMap((name) => [part(`/${name} ${charString.length} RD `), charString, part(' ND\n')]),
    part('end end readonly put noaccess put dup /FontName get exch definefont pop mark currentfile closefile\n'),
  ])
  const puts = Object.entries(encoding).map(([code, name]) => `dup ${code} /${name} put\n`)
  return Buffer.concat([
    part('%!PS-AdobeFont-1.0: Signs\n9 dict begin\n/FontName /Signs def\n/FontType 1 def\n/PaintType 0 def\n'),
    part('/FontMatrix [0.001 0 0 0.001 0 0] def\n/FontBBox {0 -200 1000 900} def\n'),
    part(`/Encoding 256 array\n0 1 255 {1 index exch /.notdef put} for\n${puts.join('')}readonly def\ncurrentdict end\n`),
    part('currentfile eexec\n'),
    encrypted(secret, 55_665),
    part(`\n${`${'0'.repeat(64)}\n`.repeat(8)}cleartomark\n`),
  ])
}

/** A font in the Compact Font Format whose glyphs are blank; it has no codes of its own for them. */
export function cffOf(glyphs: string[]): Uint8Array {
  const index = (items: Buffer[]) => {
    const ends = [1]
    for (const item of items) ends.push((ends.at(-1) ?? 1) + item.length)
    const head = Buffer.from([items.length >> 8, items.length, 2, ...ends.flatMap((end) => [end >> 8, end & 255])])
    return Buffer.concat([head, ...items])
  }
  const offset = (value: number) => [29, value >> 24, value >> 16, value >> 8, value]
  const names = index(glyphs.map((name) => Buffer.from(name)))
  const charset = Buffer.from([0, ...glyphs.flatMap((_, at) => [(391 + at) >> 8, (391 + at) & 255])])
  // 500 wide, and a box.
  const charString = Buffer.from([28, 1, 244, 139, 139, 21, 28, 0, 200, 6, 28, 2, 88, 7, 14])
  const charStrings = index([charString, ...glyphs.map(() => charString)])
  const fontName = index([Buffer.from('Signs')])
  const top = (start: number) => {
    const strings = start + charset.length
    return index([Buffer.from([...offset(start), 15, ...offset(strings), 17, 139, ...offset(strings + charStrings.length), 18])])
  }
  const start = 4 + fontName.length + top(0).length + names.length + 2
  return Buffer.concat([Buffer.from([1, 0, 4, 2]), fontName, top(start), names, Buffer.from([0, 0]), charset, charStrings])
}
