import { afterAll, expect, setDefaultTimeout, test } from 'bun:test'
import { childReader } from '../src/parse/child-reader'
import { checkLanguages } from '../src/parse/ocr/languages'
import { drawnPage } from '../src/parse/pdf/page-pictures'
import { openPdf, withPage } from '../src/parse/pdf/pdfium'
import type { File } from '../src/parse/reader'
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

const fileOf = (userId: string, bytes: Uint8Array): File => ({
  userId,
  filename: 'a.txt',
  contentType: FILE,
  pieces: async () => [bytes],
})

async function textOf(bytes: Uint8Array, used = reader): Promise<string> {
  await using document = await used.open(fileOf('ann', bytes), NEVER)
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
  const stream = Buffer.concat([Buffer.from(`${image}\nstream\n`), jpeg, Buffer.from('\nendstream')])
  const stamp = (text: string) => `BT /F1 8 Tf 20 170 Td (${text}) Tj ET`
  const drawn = [
    'BT /F1 8 Tf 20 150 Td (A printed page.) Tj ET',
    `q 0 -160 600 0 0 160 cm /I Do Q ${stamp('Stamped with 2026.')}`,
    // A smaller scan below a header, two side by side below much of one, and a figure.
    `q 0 -105 394 0 30 140 cm /I Do Q ${stamp('Appendix B.')}`,
    `q 0 -92 300 0 0 140 cm /I Do Q q 0 -92 300 0 300 140 cm /I Do Q ${stamp('Copied by order. '.repeat(8))}`,
    `q 0 -60 225 0 30 140 cm /I Do Q ${stamp('A figure.')}`,
  ]
  const page = (content: number) =>
    `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 180] /Resources << /Font << /F1 3 0 R >> /XObject << /I 4 0 R >> >> /Contents ${content} 0 R >>`
  const contents = drawn.map((content) => `<< /Length ${content.length} >>\nstream\n${content}\nendstream`)
  const font = '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>'
  const kids = `<< /Type /Pages /Count 6 /Kids [${[10, 11, 12, 13, 14, 10].map((page) => `${page} 0 R`).join(' ')}] >>`
  const pdf = pdfOf([
    '<< /Type /Catalog /Pages 2 0 R >>',
    kids,
    font,
    new Uint8Array(stream),
    ...contents,
    ...contents.map((_, at) => page(5 + at)),
  ])
  const [first, stamped, small, twice, figure, last] = (await textOf(pdf)).split('\f')
  expect([first, figure, last]).toEqual(['A printed page.', 'A figure.', 'A printed page.'])
  expect([stamped, small]).toEqual([`Stamped with 2026.\n\n${ENERGY}`, `Appendix B.\n\n${ENERGY}`])
  expect(twice).toMatch(/^(?:Copied by order\.\s+)+The mitochondrion makes/)
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

/** A TIFF of the first page of a PDF, in grey, with its pixels in another order. */
async function pictureOf(pdf: Uint8Array, place: (x: number, y: number, width: number, height: number) => [number, number]) {
  using open = await openPdf(pdf)
  const seen = withPage(open, 1, (page) => drawnPage(open.pdfium, page, { withoutText: false }))
  const { width, height, greys } = seen ?? { width: 0, height: 0, greys: [] }
  const [right = 0, down = 0] = place(width - 1, height - 1, width, height).map((at, axis) =>
    Math.max(at, place(0, 0, width, height)[axis] ?? 0),
  )
  const tiff = new DataView(new ArrayBuffer(HEAD_BYTES + (right + 1) * (down + 1)))
  tiff.setUint32(0, 0x49492a00)
  tiff.setUint32(4, 8, true)
  const tags = [
    [256, right + 1],
    [257, down + 1],
    [258, 8],
    [262, 1],
    [273, HEAD_BYTES],
    [277, 1],
    [278, down + 1],
    [279, (right + 1) * (down + 1)],
  ]
  tiff.setUint16(8, tags.length, true)
  for (const [at, [tag = 0, value = 0]] of tags.entries()) {
    tiff.setUint16(10 + at * 12, tag, true)
    tiff.setUint16(12 + at * 12, LONG, true)
    tiff.setUint32(14 + at * 12, 1, true)
    tiff.setUint32(18 + at * 12, value, true)
  }
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1) {
      const [column, row] = place(x, y, width, height)
      tiff.setUint8(HEAD_BYTES + row * (right + 1) + column, greys[y * width + x] ?? 0)
    }
  return new Uint8Array(tiff.buffer)
}

const HEAD_BYTES = 128
const LONG = 4

const rowsOfTable = Array.from({ length: 4 }, () => ENERGY.split('\n').map((line) => `${line} ${line}`)).flat()

test('a picture of a table is read without its rules like a page of a PDF, also when it lies on a side or is dark', async () => {
  const table = await scannedTable(2, 2, '1 0 0 1 0 0')
  const dark = (await pictureOf(table, (x, y) => [x, y])).map((byte, at) => (at < HEAD_BYTES ? byte : 255 - byte))
  const upsideDown = await pictureOf(table, (x, y, width, height) => [width - 1 - x, height - 1 - y])
  const onItsSide = await pictureOf(table, (x, y, _, height) => [height - 1 - y, x])
  for (const picture of [dark, upsideDown, onItsSide])
    expect((await textOf(picture)).split(/\n+/)).toEqual(rowsOfTable.slice(0, 4))
})

test('small letters of a picture are read as well as large ones', async () => {
  const shrink = (x: number, y: number): [number, number] => [Math.floor(x / SMALLER), Math.floor(y / SMALLER)]
  const small = await pictureOf(await scannedTable(2, 4, '1 0 0 1 0 0'), shrink)
  const [, below] = rowsOfTable
  expect((await textOf(small)).split(/\n+/).filter((line) => line === below)).toHaveLength(4)
})

const SMALLER = 3

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

test('a page that takes too long is left out, and files of text do not wait for it', async () => {
  await using used = childReader(threadReader(), ['eng'], { pageMs: 1 })
  await expect(textOf(await fixture('note.png'), used)).rejects.toThrow(/pictures takes longer than 0.001 seconds/)
  expect(await textOf(await fixture('chapters.pdf'), used)).toContain('Chapter 1')
})

test('pages for which a file has no time left are named as left out', async () => {
  await using used = childReader(threadReader(), ['eng'], { recognizeMs: 1 })
  for (const name of ['notes.pdf', 'notes.tif']) {
    await using document = await used.open(fileOf('ann', await fixture(name)), NEVER)
    expect(new TextDecoder().decode(document.takeText())).toBe(`${ENERGY}\f\f`)
    expect(document.leftOut).toEqual([{ kind: 'page', count: 1, sentence: 'The text of page 2 could not be recognised.' }])
  }
})

/** A promise that a test keeps. */
const kept = () => Promise.withResolvers<void>()

test('a file of many pages gives way to others after each turn, and is read whole all the same', async () => {
  await using used = childReader(threadReader(), ['eng'], { turnPages: 1 })
  const scan = await fixture('notes.tif')
  const [annBegins, bobWaits] = [kept(), kept()]
  const turns: string[] = []
  const open = async (userId: string, bytes: Uint8Array, begins: Promise<void>, waits: () => void) => {
    await begins
    let isFirst = true
    const pieces = async () => {
      // The first reading finds that the text is in pictures; each further one is a turn.
      if (!isFirst) turns.push(userId)
      if (!isFirst && userId === 'ann') {
        annBegins.resolve()
        await bobWaits.promise
      }
      isFirst = false
      return [bytes]
    }
    const recognizing = () => {
      waits()
      return { [Symbol.dispose]: () => turns.push(`${userId} ends`) }
    }
    await using document = await used.open({ ...fileOf(userId, bytes), pieces, recognizing }, NEVER)
    return new TextDecoder().decode(document.takeText())
  }
  const texts = await Promise.all([
    open('ann', scan, Promise.resolve(), () => {}),
    open('bob', await fixture('note.png'), annBegins.promise, bobWaits.resolve),
  ])
  expect(texts).toEqual([`${ENERGY}\f${PROTEINS}\f`, ENERGY])
  expect(turns).toEqual(['ann', 'bob', 'bob ends', 'ann', 'ann ends'])
})

test('a file that is cancelled while it waits for its turn ends at once, and its turn goes to the next', async () => {
  await using used = childReader(threadReader(), ['eng'], { turnPages: 1 })
  const scan = await fixture('notes.tif')
  const stop = new AbortController()
  const [begins, waits, goesOn] = [kept(), kept(), kept()]
  let reads = 0
  const pieces = async () => {
    reads += 1
    if (reads === 2) {
      begins.resolve()
      await goesOn.promise
    }
    return [scan]
  }
  const first = used.open({ ...fileOf('ann', scan), pieces }, NEVER)
  await begins.promise
  const recognizing = () => {
    waits.resolve()
    return { [Symbol.dispose]: () => {} }
  }
  const cancelled = used.open({ ...fileOf('bob', scan), recognizing }, stop.signal)
  await waits.promise
  stop.abort()
  await expect(cancelled).rejects.toThrow()
  goesOn.resolve()
  await using document = await first
  expect(new TextDecoder().decode(document.takeText())).toBe(`${ENERGY}\f${PROTEINS}\f`)
})

test('a picture is found by what it shows, and quoted exactly', async () => {
  await using rag = await startRagWithLlm({ model: '' })
  const { client } = rag
  const task = await client.upload('ann', { filename: 'board.png', contentType: FILE }, await fixture('note.png'))
  expect(await client.ended('ann', task, 120_000)).toMatchObject({ status: 'TASK_STATUS_COMPLETED', error: '' })
  const { passages } = await client.search('ann', 'mitochondria energy', { topK: 1 })
  expect(passages[0]).toMatchObject({ filename: 'board.png', content: ENERGY, start: 0, end: ENERGY.length })
})
