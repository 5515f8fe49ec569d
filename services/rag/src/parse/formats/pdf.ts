import { getDocumentProxy } from 'unpdf'
import { PAGES_MAX } from '../limits'
import { outline } from '../outline'
import { RecognitionNeeded } from '../recognize/needed'
import { pagePictures } from '../recognize/page-pictures'
import type { Recognizer } from '../recognize/recognizer'
import { unreadable, WITHOUT_TEXT } from '../refusal'
import { headingLevels } from './pdf-headings'
import { type Line, linesOf, type TextItem, wholeWords } from './pdf-lines'

/**
 * The text of a PDF, page by page; lines that stand out by their size are headings. Where at least half of the pages have no
 * text it is a scan, maybe behind a cover, and what such a page shows is recognised.
 */
export async function parsePdf(bytes: Uint8Array, recognizer: Recognizer | undefined): Promise<string> {
  // pdf.js takes the bytes away.
  const pages = await linesOfPages(recognizer === undefined ? bytes : bytes.slice())
  if (pages.length === 0) throw unreadable(WITHOUT_TEXT)
  const bare = pages.flatMap((lines, at) => (lines.length === 0 ? at + 1 : []))
  if (bare.length < pages.length / 2) return textOf(pages, new Map())
  if (recognizer === undefined) throw new RecognitionNeeded()
  const seen = await recognized(bytes, bare, recognizer)
  if (bare.length === pages.length && seen.size === 0) throw unreadable(UNRECOGNIZED)
  return textOf(pages, seen)
}

const UNRECOGNIZED =
  'No text could be recognised in the pictures of the PDF; upload a sharper and upright scan, or one with a text layer.'

async function linesOfPages(bytes: Uint8Array): Promise<Line[][]> {
  const pdf = await open(bytes)
  if (pdf.numPages > PAGES_MAX) throw unreadable(`The PDF has more than ${PAGES_MAX} pages; upload it in several files.`)
  const pages: Line[][] = []
  for (let number = 1; number <= pdf.numPages; number += 1) {
    const page = await pdf.getPage(number)
    const { items } = await page.getTextContent({ includeMarkedContent: false })
    pages.push(linesOf(items.filter((item): item is typeof item & TextItem => 'str' in item)))
    page.cleanup()
  }
  await pdf.loadingTask.destroy()
  return pages
}

/** The text that is seen on these pages, by their numbers; none for a page without any. */
async function recognized(pdf: Uint8Array, numbers: number[], recognizer: Recognizer): Promise<Map<number, string>> {
  const texts = new Map<number, string>()
  using pictures = await pagePictures(pdf)
  for (const number of numbers) {
    const picture = await pictures.picture(number)
    const text = picture === undefined ? '' : recognizer.read(picture)
    if (text !== '') texts.set(number, wholeWords(text))
  }
  return texts
}

async function open(bytes: Uint8Array) {
  try {
    return await getDocumentProxy(bytes, { disableFontFace: true, useSystemFonts: false, verbosity: 0 })
  } catch (cause) {
    if (cause instanceof Error && cause.name === 'PasswordException')
      throw unreadable('The PDF is protected with a password; take the protection off and upload it again.', cause)
    throw unreadable('The PDF is broken or was not uploaded whole; save it again and upload it again.', cause)
  }
}

function textOf(pages: Line[][], seen: ReadonlyMap<number, string>): string {
  const levels = headingLevels(pages)
  const out = outline()
  for (const [index, lines] of pages.entries()) {
    let paragraph: string[] = []
    const end = () => {
      out.paragraph(wholeWords(paragraph.join('\n')))
      paragraph = []
    }
    for (const [at, line] of lines.entries()) {
      const level = levels(line)
      if (level > 0 || line.opensParagraph) end()
      if (level > 0) out.heading(level, line.text)
      else paragraph.push(line.text)
      if (at === lines.length - 1) end()
    }
    out.paragraph(seen.get(index + 1) ?? '')
    out.endPage()
  }
  return out.text()
}
