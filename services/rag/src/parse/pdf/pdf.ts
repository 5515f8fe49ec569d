import { PAGES_MAX } from '../limits'
import { markdownWriter } from '../markdown-writer'
import type { Recognizer } from '../ocr/recognizer'
import { OcrRequired, unreadable, WITHOUT_TEXT } from '../parse-errors'
import { type LeftOut, leftOut, leftOutPages, type Parsed } from '../parsed'
import { type Annotations, annotationsOf, paintOnPage } from './annotations'
import { type Glyph, glyphsOf } from './glyphs'
import { type Spellings, spellings } from './hyphens'
import { headingLevels, type Line, linesOfPage, pageTurns } from './page-lines'
import { drawnPage, isEmptyPage, type PagePicture, picturesOf } from './page-pictures'
import { openPdf, type PdfDocument, withPage } from './pdfium'

/** A page with fewer letters than this and pictures over half of it is a scan with a line stamped on it. */
const STAMP_LETTERS_MAX = 200
const SCAN_SHARE_MIN = 0.5
/** Smaller pictures have fewer letters beside them, such as a header; below this share they are figures. */
const SMALL_SCAN_SHARE_MIN = 0.35
const SMALL_SCAN_LETTERS_MAX = 100
/** A picture at the same place of this many pages is their background. */
const BACKGROUND_PAGES_MIN = 3
/** Smaller pictures are marks and ornaments. */
const PICTURE_SHARE_MIN = 0.03
/** A page of which more characters than this mean nothing is read as it looks. */
const UNKNOWN_SHARE_MAX = 0.3

interface Page {
  lines: Line[]
  comments: string[]
  letters: number
  /** Number of characters that are not in its text because nothing says what they are. */
  lostCount: number
  pictures: PagePicture[]
  state: 'read' | 'empty' | 'unknown letters' | 'broken'
}

/**
 * The text of a PDF, page by page, as the eye reads it, with what is filled into it; lines that stand out by their size are
 * headings. What a page shows in pictures, without text or with a line or two stamped on it, is recognised.
 */
export async function parsePdf(bytes: Uint8Array, recognizer: Recognizer | undefined): Promise<Parsed> {
  using pdf = await openPdf(bytes)
  if (pdf.pages === 0) throw unreadable(WITHOUT_TEXT)
  if (pdf.pages > PAGES_MAX) throw unreadable(`The PDF has more than ${PAGES_MAX} pages; upload it in several files.`)
  const pages = readPages(pdf)
  const scans = scansOf(pages)
  if (scans.length > 0 && recognizer === undefined) throw new OcrRequired()
  const seen = recognizer === undefined ? new Map<number, string>() : await recognized(pdf, pages, scans, recognizer)
  const isScan = pages.every(({ letters, state }) => letters === 0 || state === 'unknown letters')
  if (scans.length > 0 && isScan && seen.size === 0) throw unreadable(recognizer?.unavailable ?? UNRECOGNIZED)
  return { text: textOf(pages, seen), leftOut: leftOutOf(pages, scans, seen, recognizer) }
}

const UNRECOGNIZED =
  'No text could be recognised in the pictures of the PDF; upload a sharper and upright scan, or one with a text layer.'

/** Number of letters after which their characters are collected: otherwise the heap grows several times as large. */
const LETTERS_HELD_MAX = 60_000

function readPages(pdf: PdfDocument): Page[] {
  const pages: Page[] = []
  let held = 0
  for (let number = 1; number <= pdf.pages; number += 1) {
    const page = readPage(pdf, number)
    pages.push(page)
    held += page.letters
    if (held < LETTERS_HELD_MAX) continue
    Bun.gc(true)
    held = 0
  }
  return pages
}

/** `known`: the annotations of the page, before those that are painted became text of it. */
function readPage(pdf: PdfDocument, number: number, known?: Annotations): Page {
  const { pdfium, form } = pdf
  const read = withPage(pdf, number, (page): Page | Annotations => {
    const { glyphs, unknownShare, lostCount } = glyphsOf(pdf, page)
    const turns = pageTurns(glyphs)
    const annotations = known ?? annotationsOf(pdfium, form, page, turns)
    if (known === undefined && paintOnPage(pdfium, page, annotations.painted)) return annotations
    const { placed, comments } = annotations
    const lines = linesOfPage(glyphs, placed, turns)
    const letters = lettersIn(glyphs) + lettersIn(placed)
    const isEmpty = letters === 0 && unknownShare === 0 && isEmptyPage(pdfium, page)
    const state = isEmpty ? 'empty' : unknownShare > UNKNOWN_SHARE_MAX ? 'unknown letters' : 'read'
    return { lines, comments, letters, lostCount, pictures: picturesOf(pdfium, page), state }
  })
  if (read === undefined) return { lines: [], comments: [], letters: 0, lostCount: 0, pictures: [], state: 'broken' }
  return 'placed' in read ? readPage(pdf, number, read) : read
}

function lettersIn(glyphs: Glyph[]): number {
  let letters = 0
  for (const { text } of glyphs) if ((text >= 'a' && text <= 'z') || /[\p{L}\p{N}]/u.test(text)) letters += text.length
  return letters
}

/** Numbers of the pages that show text which nothing but the look of them tells. */
function scansOf(pages: Page[]): number[] {
  const uses = new Map<string, number>()
  for (const { pictures } of pages)
    for (const key of new Set(pictures.map((picture) => picture.key))) uses.set(key, (uses.get(key) ?? 0) + 1)
  const isScan = ({ letters, pictures, state }: Page) => {
    if (state === 'empty' || state === 'broken') return false
    if (letters === 0 || state === 'unknown letters') return true
    // Scanners cut a page into stripes, and two pages may share a sheet.
    let covered = 0
    for (const { share, key } of pictures) if ((uses.get(key) ?? 0) < BACKGROUND_PAGES_MIN) covered += share
    if (covered >= SCAN_SHARE_MIN) return letters < STAMP_LETTERS_MAX
    return covered >= SMALL_SCAN_SHARE_MIN && letters < SMALL_SCAN_LETTERS_MAX
  }
  return pages.flatMap((page, at) => (isScan(page) ? [at + 1] : []))
}

/** The text that is seen on these pages, by their numbers; none for a page without any. */
async function recognized(
  pdf: PdfDocument,
  pages: Page[],
  numbers: number[],
  recognizer: Recognizer,
): Promise<Map<number, string>> {
  const pictures = numbers.map((number) => {
    const withoutText = pages[number - 1]?.state === 'read'
    return { number, draw: () => withPage(pdf, number, (page) => drawnPage(pdf.pdfium, page, { withoutText })) }
  })
  const texts = await recognizer.read(pictures)
  for (const [at, page] of pages.entries()) if (texts.has(at + 1) && page.state === 'unknown letters') page.lines = []
  return texts
}

function textOf(pages: Page[], seen: ReadonlyMap<number, string>): string {
  const words = spellings()
  for (const { lines } of pages) addSpellings(lines, words)
  for (const text of seen.values())
    addSpellings(
      text.split('\n').map((line) => ({ text: line })),
      words,
    )
  const levels = headingLevels(pages.map(({ lines }) => lines))
  const out = markdownWriter()
  for (const [index, { lines, comments }] of pages.entries()) {
    let paragraph: string[] = []
    let heading = 0
    const end = () => {
      const text = words.whole(paragraph.join('\n'))
      if (heading > 0) out.heading(heading, text)
      else out.paragraph(text)
      paragraph = []
    }
    for (const line of lines) {
      const level = levels(line)
      // Each line of a heading is one of its own, but for a divided word.
      const isDivided = level === heading && DIVIDED_END.test(paragraph.at(-1) ?? '')
      if (line.opensParagraph || ((level !== heading || level > 0) && !isDivided)) end()
      heading = level
      paragraph.push(line.text)
    }
    end()
    out.paragraph(words.whole(seen.get(index + 1) ?? ''))
    for (const comment of comments) out.paragraph(comment.replaceAll(/^/gm, '> '))
    out.endPage()
  }
  return out.text()
}

const DIVIDED_END = /[-‐‑\u00ad]$/

/** Words that are divided at the end of a line do not show how they are spelt. */
function addSpellings(lines: Pick<Line, 'text'>[], words: Spellings): void {
  for (const [at, { text }] of lines.entries()) {
    const isDivided = DIVIDED_END.test(lines[at - 1]?.text ?? '')
    words.add((isDivided ? text.replace(/^\S+/, '') : text).replace(/(?<!\S)\S+[-‐‑\u00ad]$/, ''))
  }
}

const lostOf = (count: number) =>
  count === 1
    ? 'One character is left out: the PDF does not say which it is.'
    : `${count} characters are left out: the PDF does not say which they are.`

function leftOutOf(
  pages: Page[],
  scans: number[],
  seen: ReadonlyMap<number, string>,
  recognizer: Recognizer | undefined,
): LeftOut[] {
  const unseen = scans.filter((number) => !seen.has(number))
  const isWhole = (number: number) => pages[number - 1]?.letters === 0 || pages[number - 1]?.state === 'unknown letters'
  const broken = pages.flatMap(({ state }, at) => (state === 'broken' ? [at + 1] : []))
  const lost = [...unseen.filter(isWhole), ...broken].toSorted((one, other) => one - other)
  const keys = new Set<string>()
  let pictures = 0
  let letters = 0
  for (const [at, page] of pages.entries()) {
    if (lost.includes(at + 1)) continue
    const isSeen = seen.has(at + 1)
    if (!isSeen || page.state !== 'unknown letters') letters += page.lostCount
    if (isSeen) continue
    for (const { share, key } of page.pictures) {
      // A picture that covers a page with text is a background, or a scan whose text has been recognised.
      if (share < PICTURE_SHARE_MIN || (share >= SCAN_SHARE_MIN && page.letters > 0) || keys.has(key)) continue
      keys.add(key)
      pictures += 1
    }
  }
  const why = recognizer?.unavailable === undefined ? 'could not be recognised' : 'is in pictures and is not read here'
  return [
    ...leftOutPages(lost, why),
    ...leftOut('letter', letters, lostOf),
    ...leftOut('picture', pictures, (count) => (count === 1 ? 'A picture is left out.' : `${count} pictures are left out.`)),
  ]
}
