import { expect, test } from 'bun:test'
import { strToU8, zipSync } from 'fflate'
import { kindOf, readFile } from './read-file'

test('a text is a text, even if its first words are those that mark another kind of file', () => {
  const texts = [
    'ID3 tags hold the title of a song.',
    'LECTURE WAVES AND OPTICS',
    'RIFF is a container, and WAVE is in it.',
    'RIFF and WAVE files hold sound.',
    'The ftyp box comes first.',
    'OggS begins each page of an Ogg file.',
    'fLaC are the first four letters.',
    'GIF89a is a format of pictures with at most 256 colours.',
    'Rar! The lion said.',
    'PK is short for pyruvate kinase.',
    'BM is short for bone marrow.',
    'MZ are the initials of Mark Zbikowski.',
    'BZh is what bzip2 begins with.',
    '7z is a format of archives.',
    'II* and MM* begin a TIFF.',
    '{\\rtf is how an RTF file starts; this is a note about it.',
    '{\\rtf1 begins RTF}, as everybody knows.',
    '%PDF-1.7 is what a PDF begins with, and 1 0 obj is an object.',
    '# Formats\n\nA PDF begins with `%PDF-1.7` and ends with `%%EOF`.\n',
    'An example:\n\n```\n%PDF-1.4\n1 0 obj\n<< >>\nendobj\n%%EOF\n```\n',
    'ÿØÿ is how JPEG looks in Latin-1.',
    '‰PNG is how a PNG looks in Windows.',
  ]
  for (const text of texts) expect([text, kindOf(strToU8(text)).name]).toEqual([text, 'text'])
  // Russian on a Macintosh and in DOS, English with a typographic quotation mark.
  const letters = ['\x83\x8b\x80\x82\x80 I', '\x83\x8b\xee\xe1\xf3\xf1', 'ID3\xf2\xe5\xe3', 'Rar!\x94 it said']
  for (const text of letters) expect([text, kindOf(Buffer.from(text, 'latin1')).name]).toEqual([text, 'text'])
})

test('what begins a file of sound, a picture or an archive is still known', () => {
  const files: [start: string, reason: RegExp | string][] = [
    ['ID3\x03\0\0\0\0\x0f\x76TIT2', /sound/],
    ['\xff\xfb\x90\x64', /sound/],
    ['RIFF\x24\x08\0\0WAVEfmt \x10', /sound/],
    ['RIFF\x24\x08\0\0AVI LIST', /sound/],
    ['\0\0\0\x20ftypisom', /sound/],
    ['OggS\0\x02', /sound/],
    ['fLaC\0\0\0\x22', /sound/],
    ['\x1aE\xdf\xa3\x01', /sound/],
    ['Rar!\x1a\x07\x01', /archive/],
    ['7z\xbc\xaf\x27\x1c', /archive/],
    ['\x1f\x8b\x08\0', /archive/],
    ['MZ\x90\0\x03', /program/],
    ['{\\rtf1\\ansi\\deff0 cut off', /RTF/],
    ['GIF89a\x10\0\x10\0\x80\0\0', 'picture'],
    ['\x89PNG\r\n\x1a\n\0\0', 'picture'],
    ['RIFF\x24\x08\0\0WEBPVP8 ', 'picture'],
    ['%PDF-1.4\n1 0 obj\n<< >>', 'pdf'],
    ['%PDF-1.7\r%\xe2\xe3\xcf\xd3\r\n\0\x01', 'pdf'],
    ['\0\0\r\n%PDF-1.3\n1 0 obj\nendobj\n%%EOF\n', 'pdf'],
  ]
  for (const [start, reason] of files) {
    const kind = () => kindOf(Buffer.from(start, 'latin1')).name
    if (typeof reason === 'string') expect([start, kind()]).toEqual([start, reason])
    else expect(kind).toThrow(reason)
  }
})

const TYPES = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const relations = (target: string) =>
  strToU8(`<Relationships><Relationship Id="r1" Type="${TYPES}/officeDocument" Target="${target}"/></Relationships>`)

test('a package that Office has saved as one XML file is read as its kind, and a text about such files as text', async () => {
  const part = (name: string, data: string) => `<pkg:part pkg:name="${name}" pkg:contentType="x">${data}</pkg:part>`
  const xml = (name: string, source: string) => part(name, `<pkg:xmlData pkg:originalXmlStandalone="yes">${source}</pkg:xmlData>`)
  const body = `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="${TYPES}"><w:body><w:p><w:r><w:t>Read.</w:t></w:r></w:p><w:altChunk r:id="a"/></w:body></w:document>`
  const chunk = `<Relationships><Relationship Id="a" Type="${TYPES}/aFChunk" Target="a.htm"/></Relationships>`
  const source = [
    '<?xml version="1.0" standalone="yes"?>\n<?mso-application progid="Word.Document"?>\n',
    '<pkg:package xmlns:pkg="http://schemas.microsoft.com/office/2006/xmlPackage">',
    xml('/_rels/.rels', new TextDecoder().decode(relations('word/main.xml'))),
    xml('/word/main.xml', body),
    xml('/word/_rels/main.xml.rels', chunk),
    part('/word/a.htm', `<pkg:binaryData>${btoa('<html><p>Page.</p></html>')}</pkg:binaryData>`),
    '</pkg:package>',
  ]
  expect((await readFile(strToU8(source.join('')), 'none')).text).toBe('Read.\n\nPage.')
  const cut = source.slice(0, 2).join('')
  expect((await readFile(strToU8(cut), 'none')).text).toBe(cut)
})

test('messages of Outlook are told from old Office files, also from those that hold one, or are attached to one', () => {
  const container = (outlook: boolean, ...streams: string[]) => {
    const bytes = Buffer.alloc(2_048)
    bytes.set([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1])
    bytes.writeUInt16LE(9, 30)
    bytes.writeUInt32LE(1, 48)
    bytes.set(Buffer.from('Root Entry', 'utf16le'), 1_024)
    if (outlook) bytes.set([0x0b, 0x0d, 0x02], 1_024 + 80)
    return Buffer.concat([bytes, ...streams.map((name) => Buffer.from(name, 'utf16le'))])
  }
  expect(() => kindOf(container(true, 'WordDocument'))).toThrow(/Outlook/)
  expect(() => kindOf(container(false, '__properties_version1.0'))).toThrow(/Outlook/)
  expect(() => kindOf(container(false, '__properties_version1.0', 'WordDocument'))).toThrow(/before 2007/)
  expect(() => kindOf(container(false).subarray(0, 520))).toThrow(/before 2007/)
})

test('an Office file is what its main part is, whatever that is called and however its path is written', () => {
  const packages: [target: string, entry: string, root: string, kind: string][] = [
    ['word/document2.xml', 'word/document2.xml', '<w:document/>', 'docx'],
    ['/word/document.xml', 'Word/Document.xml', '<w:document xmlns:w="x">', 'docx'],
    ['./ppt/slides.xml', 'ppt\\slides.xml', '<?xml version="1.0"?><p:presentation/>', 'pptx'],
    ['xl\\book.xml', './xl/book.xml', '<!-- made --><workbook/>', 'xlsx'],
    ['a%20b/main.xml', 'a b/main.xml', '<ns0:document xmlns:ns0="x"/>', 'docx'],
    ['missing.xml', 'xl/workbook.xml', '<x:workbook/>', 'xlsx'],
  ]
  for (const [target, entry, root, name] of packages) {
    const kind = kindOf(zipSync({ '_rels/.rels': relations(target), [entry]: strToU8(root) }))
    expect([entry, kind.name]).toEqual([entry, name])
  }
  const types =
    '<Types><Default Extension="xml" ContentType="application/xml"/><Override PartName="/b/c.xml" ContentType="x.main+xml"/></Types>'
  const named = { '[Content_Types].xml': strToU8(types), 'b/c.xml': strToU8(`<!-- ${'-'.repeat(20_000)} --><w:document>`) }
  expect(kindOf(zipSync(named)).name).toBe('docx')
  expect(() => kindOf(zipSync({ '_rels/.rels': relations('notes.xml'), 'notes.xml': strToU8('<notes/>') }))).toThrow(/archive/)
  expect(() => kindOf(zipSync({ '_rels/.rels': relations('xl/workbook.bin'), 'xl/workbook.bin': strToU8('\x83') }))).toThrow(
    /XLSB/,
  )
})
