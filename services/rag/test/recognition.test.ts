import { afterAll, expect, setDefaultTimeout, test } from 'bun:test'
import { childReader } from '../src/parse/child-reader'
import { checkLanguages } from '../src/parse/ocr/languages'
import { threadReader } from '../src/parse/thread-reader'
import { fixture } from './fixture'
import { drawn, pdfOf, pdfOfPages } from './hostile-files'
import { startRagWithLlm } from './rag-in-process'

// Recognising goes behind everything else that the machine does.
setDefaultTimeout(180_000)

const NEVER = new AbortController().signal
const FILE = 'application/octet-stream'
const reader = childReader(threadReader(), ['eng'])
afterAll(() => reader[Symbol.asyncDispose]())

const ENERGY = 'The mitochondrion makes energy\nfor the cell that holds it.'
const PROTEINS = 'The ribosome makes proteins\nafter the plan of the nucleus.'

async function textOf(bytes: Uint8Array, used = reader): Promise<string> {
  await using document = await used.open(
    { userId: 'ann', filename: 'a.txt', contentType: FILE, pieces: async () => [bytes] },
    NEVER,
  )
  return new TextDecoder().decode(document.takeText())
}

test('the text in a picture is read, whatever its name is and however the camera was held', async () => {
  expect(await textOf(await fixture('note.png'))).toBe(ENERGY)
  expect(await textOf(await fixture('note-turned.jpg'))).toBe(ENERGY)
})

test('a picture of several pages gives a page for each of them', async () => {
  expect(await textOf(await fixture('notes.tif'))).toBe(`${ENERGY}\f${PROTEINS}\f`)
})

test('pages of a TIFF that lead back to themselves or out of the file are read as far as they go', async () => {
  const circle = await fixture('notes.tif')
  const view = new DataView(circle.buffer, circle.byteOffset)
  const first = view.getUint32(4, true)
  const next = first + 2 + view.getUint16(first, true) * 12
  view.setUint32(next, first, true)
  expect(await textOf(circle)).toBe(ENERGY)
  view.setUint32(next, 0x7fffffff, true)
  await expect(textOf(circle)).rejects.toMatchObject({ code: 'validation_error', message: expect.stringMatching(/broken/) })
})

test('a scan is read page by page, by the text it has and by what it shows', async () => {
  const text = await textOf(await fixture('notes.pdf'))
  expect(text.split('\f')).toEqual([ENERGY, ENERGY, ''])
})

test('scanned pages among printed ones are recognised, also with a line stamped on them', async () => {
  const jpeg = await fixture('note-turned.jpg')
  const image = `<< /Type /XObject /Subtype /Image /Width 180 /Height 900 /ColorSpace /DeviceGray /BitsPerComponent 8 /Filter /DCTDecode /Length ${jpeg.byteLength} >>`
  const [stream, printed, scan] = [
    Buffer.concat([Buffer.from(`${image}\nstream\n`), jpeg, Buffer.from('\nendstream')]),
    'BT /F1 12 Tf 20 150 Td (A printed page.) Tj ET',
    'q 0 -160 600 0 0 160 cm /I Do Q BT /F1 8 Tf 20 170 Td (Stamped with 2026.) Tj ET',
  ]
  const page = (content: number) =>
    `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 180] /Resources << /Font << /F1 3 0 R >> /XObject << /I 4 0 R >> >> /Contents ${content} 0 R >>`
  const contents = [printed, scan].map((content) => `<< /Length ${content.length} >>\nstream\n${content}\nendstream`)
  const font = '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>'
  const kids = '<< /Type /Pages /Count 3 /Kids [7 0 R 8 0 R 9 0 R] >>'
  const pdf = pdfOf([
    '<< /Type /Catalog /Pages 2 0 R >>',
    kids,
    font,
    new Uint8Array(stream),
    ...contents,
    page(5),
    page(6),
    page(5),
  ])
  expect(await textOf(pdf)).toBe(`A printed page.\fStamped with 2026.\n\n${ENERGY}\fA printed page.\f`)
})

/** A page that shows the note as a picture in each cell of a table, of which all rules are drawn, `turn` about its corner. */
async function scannedTable(columns: number, rows: number, turn: string): Promise<Uint8Array> {
  const jpeg = await fixture('note-turned.jpg')
  const image = `<< /Type /XObject /Subtype /Image /Width 180 /Height 900 /ColorSpace /DeviceGray /BitsPerComponent 8 /Filter /DCTDecode /Length ${jpeg.byteLength} >>`
  const [width, height] = [columns * 210, rows * 60]
  const cells = Array.from({ length: columns * rows }, (_, n) => [(n % columns) * 210, Math.floor(n / columns) * 60] as const)
  const notes = cells.map(([x, y]) => `q 0 -50 200 0 ${x + 5} ${y + 55} cm /I Do Q`)
  const rules = [
    ...Array.from({ length: rows + 1 }, (_, n) => `1 ${n * 60} m ${width - 1} ${n * 60} l`),
    ...Array.from({ length: columns + 1 }, (_, n) => `${n * 210} 1 m ${n * 210} ${height - 1} l`),
  ]
  const content = `${turn} cm ${notes.join(' ')} 1 w ${rules.join(' ')} S`
  return pdfOf([
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Count 1 /Kids [5 0 R] >>',
    new Uint8Array(Buffer.concat([Buffer.from(`${image}\nstream\n`), jpeg, Buffer.from('\nendstream')])),
    `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
    `<< /Type /Page /Parent 2 0 R /MediaBox [-10 -10 ${width + 10} ${height + 10}] /Resources << /XObject << /I 3 0 R >> >> /Contents 4 0 R >>`,
  ])
}

test('the cells of a scanned table are read without the rules around them, also where it is not quite level', async () => {
  const row = ENERGY.split('\n').map((line) => `${line} ${line}`)
  for (const turn of ['1 0 0 1 0 0', '0.99998 0.006 -0.006 0.99998 0 0'])
    expect((await textOf(await scannedTable(2, 4, turn))).trim().split(/\n+/)).toEqual([...row, ...row, ...row, ...row])
})

test('without any text that can be recognised the reason says what to do', async () => {
  await expect(textOf(await fixture('scanned.pdf'))).rejects.toThrow(/No text could be recognised .* sharper/)
  await expect(textOf(pdfOfPages([new Uint8Array()]))).rejects.toThrow(/has no text in it/)
  const broken = (await fixture('note.png')).subarray(0, 100)
  await expect(textOf(broken)).rejects.toMatchObject({ code: 'validation_error', message: expect.stringMatching(/broken/) })
})

test('a page that shows nothing keeps its place between pages of text', async () => {
  expect(await textOf(pdfOfPages([drawn('first'), new Uint8Array()]))).toBe('first\f\f')
})

test('where no language is set the reason says that pictures are not read', async () => {
  await using used = childReader(threadReader(), checkLanguages(['none']))
  await expect(textOf(await fixture('note.png'), used)).rejects.toThrow(/not read here/)
  expect(() => checkLanguages(['eng', 'xxx'])).toThrow(/OCR_LANGUAGES: xxx/)
})

test('recognising has a time of its own, and files of text do not wait for it', async () => {
  const limits = { readMs: 30_000, recognizeMs: 1, memoryBytes: 512 * 1_048_576 }
  await using used = childReader(threadReader(), ['eng'], limits)
  await expect(textOf(await fixture('note.png'), used)).rejects.toThrow(/pictures takes longer than 0.001 seconds/)
  expect(await textOf(await fixture('chapters.pdf'), used)).toContain('Chapter 1')
})

test('a picture is found by what it shows, and quoted exactly', async () => {
  await using rag = await startRagWithLlm({ model: '' })
  const { client } = rag
  const task = await client.upload('ann', { filename: 'board.png', contentType: FILE }, await fixture('note.png'))
  expect(await client.ended('ann', task, 120_000)).toMatchObject({ status: 'TASK_STATUS_COMPLETED', error: '' })
  const { passages } = await client.search('ann', 'mitochondria energy', { topK: 1 })
  expect(passages[0]).toMatchObject({ filename: 'board.png', content: ENERGY, start: 0, end: ENERGY.length })
})
