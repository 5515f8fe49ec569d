import { markdownWriter } from '../markdown-writer'
import type { Recognizer } from '../ocr/recognizer'
import { unreadable } from '../parse-errors'
import { spellings } from '../pdf/hyphens'
import { jpegOrientation } from './jpeg-orientation'
import { tiffPages } from './tiff-pages'

/** The text that is seen in a picture. A TIFF may be of several pages. */
export function parsePicture(bytes: Uint8Array, recognizer: Recognizer): string {
  const texts = [...tiffPages(bytes)].map((page) => recognizer.read(page(), jpegOrientation(bytes)))
  if (texts.every((text) => text === '')) throw unreadable(recognizer.unavailable ?? UNRECOGNIZED)
  const out = markdownWriter()
  const words = spellings()
  for (const text of texts) words.add(text.replaceAll(/(?<!\S)\S+[-‐]\n\s*\S+/g, ''))
  for (const text of texts) {
    out.paragraph(words.whole(text))
    if (texts.length > 1) out.endPage()
  }
  return out.text()
}

const UNRECOGNIZED = 'No text could be recognised in the picture; upload a sharper and upright one, or the text itself.'
