import { expect, test } from 'bun:test'
import { strToU8, zipSync } from 'fflate'
import { readFile } from '../read-file'

const CHAPTER = (body: string, declaration = '') =>
  `${declaration}<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.1//EN" "x"><html xmlns="http://www.w3.org/1999/xhtml"><head><title/></head><body>${body}</body></html>`

interface Book {
  opf?: string
  rootfile?: string
  hrefs: string[]
  files: Record<string, Uint8Array | string>
}

function book({ opf = 'OEBPS/book.opf', rootfile = opf, hrefs, files }: Book): Uint8Array {
  const items = hrefs.map((href, at) => `<item id="c${at}" href="${href}" media-type="application/xhtml+xml"/>`).join('')
  const entries: Record<string, Uint8Array | string> = {
    mimetype: 'application/epub+zip',
    'META-INF/container.xml': `<container><rootfiles><rootfile full-path="${rootfile}"/></rootfiles></container>`,
    [opf]: `<package><metadata/><manifest>${items}</manifest><spine>${hrefs.map((_, at) => `<itemref idref="c${at}"/>`).join('')}</spine></package>`,
    ...files,
  }
  return zipSync(
    Object.fromEntries(Object.entries(entries).map(([name, part]) => [name, typeof part === 'string' ? strToU8(part) : part])),
  )
}

const read = (one: Book) => readFile(book(one), 'none')

test('chapters are found where their names differ in case, slashes, escapes or the form of accents', async () => {
  const files = {
    'OEBPS/Text/One.XHTML': CHAPTER('<p>Eins.</p>'),
    'OEBPS/Text/zwei drei.xhtml': CHAPTER('<p>Zwei.</p>'),
    'OEBPS/Text/E\u0301te\u0301.xhtml': CHAPTER('<p>Trois.</p>'),
    'Four.xhtml': CHAPTER('<p>Cuatro.</p>'),
  }
  const hrefs = ['text/one.xhtml', './Text/zwei%20drei.xhtml#top', 'Text\\\u00c9t\u00e9.xhtml', '/four.xhtml']
  expect((await read({ hrefs, files, rootfile: '/oebps/BOOK.opf' })).text).toBe('Eins.\n\nZwei.\n\nTrois.\n\nCuatro.')
})

test('chapters are read in the encoding that they declare, and UTF-16 by its mark', async () => {
  const cyrillic = Uint8Array.from(CHAPTER('<p>@</p>', '<?xml version="1.0" encoding="windows-1251"?>'), (sign) =>
    sign.charCodeAt(0),
  )
  cyrillic[cyrillic.lastIndexOf(64)] = 0xea
  const utf16 = Buffer.from(`\ufeff${CHAPTER('<p>細胞</p>', '<?xml version="1.0" encoding="UTF-16"?>')}`, 'utf16le')
  expect((await read({ hrefs: ['a', 'b'], files: { 'OEBPS/a': cyrillic, 'OEBPS/b': new Uint8Array(utf16) } })).text).toBe(
    'к\n\n細胞',
  )
})

test('named letters of XHTML are letters, and elements that are closed in themselves hold nothing', async () => {
  const chapter = CHAPTER(
    '<h1 id="a"/><p>Caf&eacute;&nbsp;&mdash;<b/> &lt;tag&gt; &hellip; <![CDATA[a < b]]></p><script src="x"/><p>&Omega;</p>',
  )
  expect((await read({ hrefs: ['a'], files: { 'OEBPS/a': chapter } })).text).toBe('Café — <tag> … a < b\n\nΩ')
})

test('a chapter that is missing from the book is reported', async () => {
  const { text, leftOut } = await read({ hrefs: ['a', 'lost.xhtml'], files: { 'OEBPS/a': CHAPTER('<p>Here.</p>') } })
  expect(text).toBe('Here.')
  expect(leftOut).toEqual([{ kind: 'chapter', count: 1, sentence: 'A chapter that the book names is not in it: lost.xhtml.' }])
})

test('texts that a chapter names in its document type stand in their places, however often they name each other', async () => {
  const typed = (subset: string, body: string) => `<!DOCTYPE html [${subset}]><html><body>${body}</body></html>`
  const named = `<!-- ] ' --><!ENTITY firm "Acme &amp; Co"> <!ENTITY half '½'><!ENTITY both "&firm;, &half;">`
  const read2 = async (chapter: string) => (await read({ hrefs: ['a'], files: { 'OEBPS/a': chapter } })).text
  expect(await read2(typed(named, '<p>&both; &Eacute; &none;</p>'))).toBe('Acme & Co, ½ É &none;')
  const lol = Array.from({ length: 50 }, (_, at) => `<!ENTITY l${at + 1} "${`&l${at};`.repeat(20)}">`).join('')
  const text = await read2(typed(`<!ENTITY l0 "ha">${lol}`, `<p>${'&l50;&l2;'.repeat(100)}</p>`))
  expect(text.length).toBeLessThan(50_000)
})

test('chapters in another encoding than they say are read, and hide what their style sheets hide', async () => {
  const latin = Buffer.from(CHAPTER('<p>Die Gr\xf6\xdfe \xe4ndert sich, und f\xfcr \xd6l gilt das \xdcbliche.</p>'), 'latin1')
  const link = '<link rel="stylesheet" href="../css/a.css"/><p class="x">SECRET</p><p>Seen.</p>'
  const files = { 'OEBPS/a': new Uint8Array(latin), 'OEBPS/t/b': CHAPTER(link), 'OEBPS/css/a.css': '.x{display:none}' }
  expect((await read({ hrefs: ['a', 't/b?x=1'], files })).text).toBe(
    'Die Größe ändert sich, und für Öl gilt das Übliche.\n\nSeen.',
  )
})
