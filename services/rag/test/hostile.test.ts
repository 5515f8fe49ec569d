import { afterAll, expect, setDefaultTimeout, test } from 'bun:test'
import { strToU8, zipSync } from 'fflate'
import { childReader } from '../src/parse/child-reader'
import { threadReader } from '../src/parse/thread-reader'
import { fixture } from './fixture'
import { bombOf, docxOf, drawn, epubOf, pdfOf, pdfOfPages, pptxOf, xlsxOf } from './hostile-files'

setDefaultTimeout(120_000) // a process for each file

const NEVER = new AbortController().signal
const reader = childReader(threadReader(), ['eng'])
afterAll(() => reader[Symbol.asyncDispose]())

/** The text of a file, or the reason why it has none; anything but a refusal throws. */
async function outcome(bytes: Uint8Array, filename = 'a.txt', used = reader): Promise<string> {
  try {
    const file = { filename, userId: 'ann', contentType: 'application/octet-stream', pieces: async () => [bytes] }
    await using document = await used.open(file, NEVER)
    return new TextDecoder().decode(document.takeText())
  } catch (error) {
    expect(error).toMatchObject({ code: 'validation_error' })
    return String(error)
  }
}

const ENTITIES = `<!DOCTYPE x [<!ENTITY file SYSTEM "file:///etc/passwd"><!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>`

/** Its last entity would be a thousand million letters. */
const BOMB = `<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">${[...'bcdefghi'].map((name, at) => `<!ENTITY ${name} "${`&${'abcdefgh'[at]};`.repeat(10)}">`).join('')}]>`

test('no file is read for the entities of a document, and none grows beyond its length by them', async () => {
  const files = [
    docxOf('before &file; &b; after', ENTITIES),
    pptxOf('before &file; &b; after', ENTITIES),
    xlsxOf('before &file; &b; after', ENTITIES),
    epubOf(`${ENTITIES}<html><body><p>before &file; &b; after</p></body></html>`),
    epubOf(`${BOMB}<html><body><p>before &i; after</p></body></html>`),
    strToU8(`<!DOCTYPE html [<!ENTITY file SYSTEM "file:///etc/passwd">]><html><p>before &file; after</p></html>`),
  ]
  for (const text of await Promise.all(files.map((file) => outcome(file)))) {
    expect(text).toMatch(/before|broken/)
    expect(text).not.toMatch(/root:/)
    expect(text.length).toBeLessThan(2 * BOMB.length)
  }
  expect(await outcome(docxOf('plain'))).toBe('plain')
  expect(await outcome(pptxOf('plain'))).toBe('plain\f')
  expect(await outcome(xlsxOf('plain'))).toBe('# S\n\n| plain |')
})

test('names that lead out of an archive lead to nothing but its own entries', async () => {
  expect(await outcome(epubOf('<html><body><p>of the book</p></body></html>'))).toBe('of the book')
})

test('bombs are refused before they are unpacked, or ended while they are', async () => {
  const entries = Object.fromEntries(Array.from({ length: 10_001 }, (_, at) => [`e${at}`, new Uint8Array()]))
  const [large, lying, many, flate] = await Promise.all([
    outcome(bombOf(1, 300 * 1_048_576)),
    outcome(bombOf(40, 1_000)),
    outcome(zipSync(entries)),
    outcome(pdfOfPages([Buffer.concat([Buffer.alloc(50_000_000, 0x20), drawn('behind 50 MB')])])),
  ])
  expect(large).toMatch(/unpacks to more than 256 MiB/)
  expect(lying).toMatch(/broken|no text|MiB of memory|is an archive/)
  expect(many).toMatch(/more than 10000 parts/)
  expect(flate).toMatch(/behind 50 MB|MiB of memory|longer than/)
})

test('a small file that shows a long text by repeating it is refused', async () => {
  const repeated = (bytes: number) => outcome(docxOf('a '.repeat(bytes / 2)))
  expect(await repeated(9 * 1_048_576)).toEndWith(
    'The file shows more than 100 times its size as text; leave out what it repeats.',
  )
  expect(await repeated(1_048_576)).toStartWith('a a a')
})

test('what nests without end is refused', async () => {
  const [tags, brackets, xml] = await Promise.all([
    outcome(strToU8(`<html>${'<div>'.repeat(1_000_000)}`)),
    outcome(strToU8('['.repeat(1_000_000)), 'a.json'),
    outcome(docxOf(`${'<w:p>'.repeat(200_000)}`)),
  ])
  expect(tags).toMatch(/nested too deeply/)
  expect(brackets).toBe('['.repeat(1_000_000))
  expect(xml).toMatch(/broken|nested/)
})

test('a PDF that goes in circles ends', async () => {
  const [kids, parents, contents] = await Promise.all([
    outcome(pdfOf(['<< /Type /Catalog /Pages 2 0 R >>', '<< /Type /Pages /Count 3 /Kids [2 0 R 2 0 R] >>'])),
    outcome(
      pdfOf([
        '<< /Type /Catalog /Pages 2 0 R >>',
        '<< /Type /Pages /Count 1 /Parent 2 0 R /Kids [3 0 R] >>',
        '<< /Type /Page /Parent 2 0 R >>',
      ]),
    ),
    outcome(pdfOf(['<< /Type /Catalog /Pages 1 0 R /Kids [1 0 R] >>'])),
  ])
  for (const reason of [kids, parents, contents]) expect(reason).toMatch(/broken|longer than|pictures|no text/)
})

test('a file that is cut off is read as far as it goes, or called broken', async () => {
  for (const name of ['chapters.pdf', 'chapters.docx', 'slides.pptx', 'sizes.xlsx', 'book.epub']) {
    const bytes = await fixture(name)
    const text = await outcome(bytes.subarray(0, bytes.byteLength / 2))
    expect(text).toMatch(/broken|Chapter 1/)
  }
})

test('halves of surrogate pairs do not get into the text', async () => {
  const line = 'The cell divides and grows. '.repeat(10)
  const utf16 = Buffer.concat([Buffer.from(`\uFEFF${line}`, 'utf16le'), Buffer.from([0x00, 0xd8]), Buffer.from('b', 'utf16le')])
  expect(await outcome(utf16)).toBe(`${line}\ufffdb`)
  expect(await outcome(strToU8('<html><p>a&#xd800;b'))).toBe('a\ufffdb')
  expect(await outcome(new Uint8Array([0x61, 0xed, 0xa0, 0x80, 0x62]))).toMatch(/binary|a/)
})

test('a file that is a PDF and an archive is the one that it begins as', async () => {
  const pdf = pdfOfPages([drawn('of the PDF')])
  const zip = docxOf('of the archive')
  expect(await outcome(new Uint8Array(Buffer.concat([pdf, zip])))).toContain('of the PDF')
  expect(await outcome(new Uint8Array(Buffer.concat([zip, pdf])))).not.toContain('of the PDF')
})

test('a reader that takes too much time or memory is ended, and the next file is read', async () => {
  await using hurried = childReader(threadReader(), ['eng'], { readMs: 1 })
  expect(await outcome(await fixture('chapters.pdf'), 'a.pdf', hurried)).toMatch(/longer than 0.001 seconds/)
  await using narrow = childReader(threadReader(), ['eng'], { memoryBytes: 1_048_576 })
  expect(await outcome(await fixture('chapters.pdf'), 'a.pdf', narrow)).toMatch(/more than 1 MiB of memory/)
  expect(await outcome(await fixture('chapters.pdf'))).toContain('Chapter 1')
})

test('who is cancelled does not wait, and leaves no process', async () => {
  const stop = new AbortController()
  const bytes = await fixture('chapters.pdf')
  const file = { filename: 'a', userId: 'ann', contentType: 'application/octet-stream', pieces: async () => [bytes] }
  const opening = [1, 2, 3].map(() => reader.open(file, stop.signal).catch((error: unknown) => error))
  stop.abort()
  for (const error of await Promise.all(opening)) expect(error).toBeInstanceOf(Error)
  expect(await outcome(await fixture('chapters.pdf'))).toContain('Chapter 1')
})
