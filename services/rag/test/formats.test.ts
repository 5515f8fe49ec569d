import { expect, test } from 'bun:test'
import { strToU8, zipSync } from 'fflate'
import { chunkText } from '../src/chunk/chunk'
import { OcrRequired } from '../src/parse/parse-errors'
import { readFile } from '../src/parse/read-file'
import { fixture } from './fixture'

const read = async (name: string) => textOf(await fixture(name))
const readText = (text: string, hint: 'table' | 'page' | 'none' = 'none') => textOf(strToU8(text), hint)

async function textOf(bytes: Uint8Array, hint: 'table' | 'page' | 'none' = 'none'): Promise<string> {
  return (await readFile(bytes, hint)).text
}

test('a PDF gives a page of text for each of its pages, with large lines as headings', async () => {
  const text = await read('chapters.pdf')
  expect(text).toStartWith('# Chapter 1\n\nLine 1.1 says that the cell number 11 divides\nand grows again.\n\nLine 1.2')
  const chunks = chunkText(text)
  expect(chunks.map(({ page }) => page)).toEqual([1, 2, 3, 4, 5, 6])
  for (const { page, content, headingPath } of chunks) {
    expect(headingPath).toEqual([`Chapter ${page}`])
    expect(content).toContain(`Line ${page}.8`)
  }
})

test('a Word document keeps title, headings, lists and tables', async () => {
  const text = await read('chapters.docx')
  expect(text).toStartWith('# The cell\n\n## Chapter 1\n\n### Section 1.1\n\nParagraph 11.1 says')
  expect(text).toContain('\n\n- first point\n1. second point\n\n')
  expect(text).toEndWith('| cell 0.0 | cell 0.1 |\n| cell 1.0 | cell 1.1 |\n| cell 2.0 | cell 2.1 |')
  const inside = chunkText(text).find(({ content }) => content.includes('Paragraph 32.2'))
  expect(inside?.headingPath).toEqual(['The cell', 'Chapter 3', 'Section 3.2'])
})

test('a presentation gives a page a slide, with its notes', async () => {
  const text = await read('slides.pptx')
  const slides = text.split('\f')
  expect(slides).toHaveLength(9)
  expect(slides[1]).toStartWith('# Slide 2\n\nPoint 2.1 says')
  expect(slides[1]).toEndWith('\n\nNote of slide 2: say it slowly.')
  expect(chunkText(text).map(({ page }) => page)).toEqual([1, 2, 3, 4, 5, 6, 7, 8])
})

test('a workbook gives a section a sheet and a row a line, with dates as dates', async () => {
  const text = await read('sizes.xlsx')
  expect(text).toStartWith('# Größen\n\n| Name | Size | Measured on | Living |\n| cell 1 | 1.5 | 2026-01-02 | FALSE |\n')
  expect(text).not.toContain('# Empty')
  expect(text).toContain('\n\n# Sum\n\n| All |')
})

test('a book gives its chapters in order, below its title', async () => {
  const text = await read('book.epub')
  expect(text).toStartWith('# The book of cells\n\n## Chapter 1\n\nLine 1.1 says')
  expect(text.indexOf('## Chapter 2')).toBeLessThan(text.indexOf('## Chapter 3'))
  expect(text).toContain('### Below 3')
})

test('a web page gives what is read of it, not its scripts and styles', async () => {
  const page = `<!doctype html><html><head><title>Cells &amp; walls</title><style>p{}</style><script>if (a < b) x()</script></head>
    <body><h2>Walls</h2><p>One <b>bold</b>\n word.<br>Next line.</p><ul><li>a<ol><li>b</ol><li>c</ul>
    <pre>\n  code {\n</pre><table><tr><th>k<th>v<tr><td>1<td><p>2</p><p>3</p></table>end`
  expect(await readText(page)).toBe(
    '# Cells & walls\n\n## Walls\n\nOne bold word.\nNext line.\n\n- a\n  1. b\n- c\n\n```\n  code {\n```\n\n| k | v |\n| 1 | 2 3 |\n\nend',
  )
  expect(await readText('<html><title>Cells</title><h1>Cells</h1>Text')).toBe('# Cells\n\nText')
})

test('a table of values is known by its rows, and prose with commas is none', async () => {
  expect(await readText('a,b\n1,"x\ny"\n2,z\n')).toBe('| a | b |\n| 1 | x y |\n| 2 | z |')
  expect(await readText('a;b;c\n1,5;2;3\n1,6;2;3\n')).toBe('| a | b | c |\n| 1,5 | 2 | 3 |\n| 1,6 | 2 | 3 |')
  expect(await readText('a\tb\n1\t2', 'table')).toBe('| a | b |\n| 1 | 2 |')
  for (const text of [
    'First, a line.\nThen, a line.\nAt last, a line.\n',
    '# Head\n\n- a, b\n- c, d\n',
    '| a | b |\n| - | - |\n| 1 | 2 |\n',
  ])
    expect(await readText(text)).toBe(text)
})

test('text is read in any common encoding', async () => {
  const german = 'Die Größe der Zellwände schwankt; für Öle gilt das Übliche. '.repeat(3)
  const japanese = '細胞は分裂して成長する。細胞壁は植物にあり、動物にはない。'.repeat(3)
  const utf16 = (text: string) => new Uint8Array(Buffer.from(text, 'utf16le'))
  const cases: [string, Uint8Array, string][] = [
    ['UTF-8', strToU8(german), german],
    ['UTF-8 with a mark', strToU8(`\uFEFF${german}`), german],
    ['UTF-16 with a mark', utf16(`\uFEFF${japanese}`), japanese],
    ['UTF-16 big endian with a mark', new Uint8Array(Buffer.from(`\uFEFF${german}`, 'utf16le').swap16()), german],
    ['UTF-16 without a mark', utf16(german), german],
    ['Latin-1', new Uint8Array(Buffer.from(german, 'latin1')), german],
    ['Windows-1252', new Uint8Array([...Buffer.from('He said ', 'latin1'), 0x93, 0x79, 0x94, 0x20, 0x80]), 'He said “y” €'],
    ['Shift-JIS', await fixture('shift-jis.txt'), japanese],
    ['EUC-JP', await fixture('euc-jp.txt'), japanese],
    ['GB18030', await fixture('gb18030.txt'), '细胞分裂并生长。植物有细胞壁，而动物没有。'.repeat(3)],
    ['Windows-1251', await fixture('windows-1251.txt'), 'Клетка делится и растёт. У растений есть клеточная стенка. '.repeat(3)],
  ]
  for (const [name, bytes, text] of cases) expect([name, await textOf(bytes)]).toEqual([name, text])
  const page = Buffer.from('<html><meta charset="iso-8859-2"><p>\xb1\xea</p></html>', 'latin1')
  expect(await textOf(new Uint8Array(page))).toBe('ąę')
})

test('what a file is shows in its bytes, whatever its name is', async () => {
  const reasons: [RegExp, Uint8Array][] = [
    [/empty/, new Uint8Array()],
    [/no text/, strToU8(' \n\t ')],
    [/binary/, crypto.getRandomValues(new Uint8Array(4_000))],
    [/password/, await fixture('encrypted.pdf')],
    [/Pictures of this format/, Buffer.from('\0\0\0\x18ftypheic', 'latin1')],
    [/archive/, zipSync({ 'a.txt': strToU8('a') })],
    [/archive/, Bun.gzipSync(strToU8('a'))],
    [/OpenDocument/, zipSync({ mimetype: strToU8('application/vnd.oasis.opendocument.text'), 'content.xml': strToU8('<a/>') })],
    [/before 2007/, new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, 0, 0])],
    [/password/, Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.from('EncryptedPackage', 'utf16le')])],
    [/RTF/, strToU8('{\\rtf1 text}')],
  ]
  for (const [reason, bytes] of reasons) await expect(readFile(bytes, 'table')).rejects.toThrow(reason)
})

test('text in pictures is left to a reader that may take the time', async () => {
  for (const name of ['scanned.pdf', 'notes.pdf', 'note.png', 'note-turned.jpg', 'notes.tif'])
    await expect(readFile(await fixture(name), 'none')).rejects.toBeInstanceOf(OcrRequired)
})
