import { PAGES_MAX } from '../limits'
import { markdownWriter } from '../markdown-writer'
import type { Recognizer } from '../ocr/recognizer'
import { unreadable } from '../parse-errors'
import { leftOutPages, type Parsed } from '../parsed'
import { spellings } from '../pdf/hyphens'

/** The text that is seen in a picture. A TIFF may be of several pages. */
export async function parsePicture(bytes: Uint8Array, recognizer: Recognizer): Promise<Parsed> {
  const orientation = jpegOrientation(bytes)
  const pages = tiffPages(bytes).map((page, at) => ({ number: at + 1, draw: () => ({ file: page(), orientation }) }))
  const seen = await recognizer.read(pages)
  if (seen.size === 0) throw unreadable(recognizer.unavailable ?? UNRECOGNIZED)
  const texts = pages.map(({ number }) => seen.get(number) ?? '')
  const lost = pages.flatMap(({ number }) => (seen.has(number) ? [] : [number]))
  const out = markdownWriter()
  const words = spellings()
  for (const text of texts) words.add(text.replaceAll(/(?<!\S)\S+[-‐]\n\s*\S+/g, ''))
  for (const text of texts) {
    out.paragraph(words.whole(text))
    if (texts.length > 1) out.endPage()
  }
  return { text: out.text(), leftOut: leftOutPages(lost, 'could not be recognised') }
}

const UNRECOGNIZED = 'No text could be recognised in the picture; upload a sharper and upright one, or the text itself.'

const UPRIGHT = 1
const HEAD_BYTES = 65_536
const ORIENTATION_TAG = 0x0112

/** How a camera was held, as EXIF counts it: 1 is upright, 6 turned to the right. */
function jpegOrientation(bytes: Uint8Array): number {
  if (bytes[0] !== 0xff || bytes[1] !== 0xd8) return UPRIGHT
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, HEAD_BYTES))
  const at = head.indexOf('Exif\0\0', 0, 'latin1')
  if (at < 0) return UPRIGHT
  const exif = head.subarray(at + 6)
  const big = exif[0] === 0x4d
  const number = (from: number, length: 2 | 4) => {
    if (from < 0 || from + length > exif.byteLength) return 0
    return big ? exif.readUIntBE(from, length) : exif.readUIntLE(from, length)
  }
  const first = number(4, 4)
  for (let entry = 0; entry < number(first, 2); entry += 1) {
    const from = first + 2 + entry * TIFF_ENTRY_BYTES
    if (number(from, 2) !== ORIENTATION_TAG) continue
    const orientation = number(from + 8, 2)
    return orientation >= 1 && orientation <= 8 ? orientation : UPRIGHT
  }
  return UPRIGHT
}

/** Place of the offset of the first page in the header. */
const FIRST_PAGE_AT = 4
const TIFF_ENTRY_BYTES = 12

/**
 * The pages of a TIFF, each as the file with that page as its first one; any other file is one page. They share their bytes:
 * a page is the one that was asked for last.
 */
function tiffPages(bytes: Uint8Array): (() => Uint8Array)[] {
  const mark = Buffer.from(bytes.subarray(0, 4)).toString('latin1')
  if (mark !== 'II*\0' && mark !== 'MM\0*') return [() => bytes]
  const little = mark.startsWith('I')
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const places = new Set<number>()
  for (let at = view.getUint32(FIRST_PAGE_AT, little); at !== 0 && !places.has(at) && places.size < PAGES_MAX; at = pageAfter(at))
    places.add(at)
  return [...places].map((at) => () => {
    view.setUint32(FIRST_PAGE_AT, at, little)
    return bytes
  })

  function pageAfter(at: number): number {
    if (at + 2 > bytes.byteLength) return 0
    const end = at + 2 + view.getUint16(at, little) * TIFF_ENTRY_BYTES
    return end + 4 > bytes.byteLength ? 0 : view.getUint32(end, little)
  }
}
