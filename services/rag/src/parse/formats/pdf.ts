import { getDocumentProxy } from 'unpdf'
import { PAGES_MAX } from '../limits'
import { outline } from '../outline'
import { unreadable } from '../refusal'
import { headingLevels } from './pdf-headings'
import { type Line, linesOf, type TextItem } from './pdf-lines'

/** The text of a PDF, page by page; lines that stand out by their size are headings. */
export async function parsePdf(bytes: Uint8Array): Promise<string> {
  const pdf = await open(bytes)
  if (pdf.numPages > PAGES_MAX) throw unreadable(`The PDF has more than ${PAGES_MAX} pages; upload it in several files.`)
  const pages: Line[][] = []
  for (let number = 1; number <= pdf.numPages; number += 1) {
    const page = await pdf.getPage(number)
    const { items } = await page.getTextContent({ includeMarkedContent: false })
    pages.push(linesOf(items.filter((item): item is typeof item & TextItem => 'str' in item)))
    page.cleanup()
  }
  if (pages.every((lines) => lines.length === 0)) throw unreadable(PICTURES_ALONE)
  return textOf(pages)
}

const PICTURES_ALONE =
  'The PDF has pictures of pages and no text, and text in pictures is not read; run text recognition (OCR) over it and upload the result.'

async function open(bytes: Uint8Array) {
  try {
    return await getDocumentProxy(bytes, { disableFontFace: true, useSystemFonts: false, verbosity: 0 })
  } catch (cause) {
    if (cause instanceof Error && cause.name === 'PasswordException')
      throw unreadable('The PDF is protected with a password; take the protection off and upload it again.', cause)
    throw unreadable('The PDF is broken or was not uploaded whole; save it again and upload it again.', cause)
  }
}

function textOf(pages: Line[][]): string {
  const levels = headingLevels(pages)
  const out = outline()
  for (const lines of pages) {
    let paragraph: string[] = []
    const end = () => {
      out.paragraph(joined(paragraph))
      paragraph = []
    }
    for (const [at, line] of lines.entries()) {
      const level = levels(line)
      if (level > 0 || line.opensParagraph) end()
      if (level > 0) out.heading(level, line.text)
      else paragraph.push(line.text)
      if (at === lines.length - 1) end()
    }
    out.endPage()
  }
  return out.text()
}

/** Words that are divided at the end of a line become whole again. */
const joined = (lines: string[]): string => lines.join('\n').replaceAll(/(\p{L})[-\u00ad]\n(?=\p{Ll})/gu, '$1')
