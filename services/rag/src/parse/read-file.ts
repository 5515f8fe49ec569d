import { mainPartOf, openFlatPackage } from './formats/office/package'
import { TEXT_BYTES_MAX, TEXT_RATIO_FROM_BYTES, TEXT_RATIO_MAX } from './limits'
import type { Recognizer } from './ocr/recognizer'
import { EMPTY, OcrRequired, unreadable, WITHOUT_TEXT } from './parse-errors'
import type { Parsed } from './parsed'
import type { Hint } from './reader'
import { openZip, type Zip } from './zip'

/**
 * The text of a file of any kind that can be read, and what is left out of it. Throws validation_error with a sentence for its
 * owner, and OcrRequired without a recognizer where the text is in pictures.
 */
export async function readFile(bytes: Uint8Array, hint: Hint, recognizer?: Recognizer): Promise<Parsed> {
  const parsed = await read(kindOf(bytes), bytes, hint, recognizer)
  const { text } = parsed
  if (text.trim() === '') throw unreadable(WITHOUT_TEXT)
  const textBytes = Buffer.byteLength(text)
  if (textBytes > TEXT_BYTES_MAX)
    throw unreadable(`The file has more than ${TEXT_BYTES_MAX / 1_048_576} MiB of text; upload it in several files.`)
  if (textBytes > TEXT_RATIO_FROM_BYTES && textBytes > TEXT_RATIO_MAX * bytes.length)
    throw unreadable(`The file shows more than ${TEXT_RATIO_MAX} times its size as text; leave out what it repeats.`)
  return parsed
}

/** Each parser is loaded when a file needs it: a reader that starts for a text starts quickly. */
async function read(kind: Kind, bytes: Uint8Array, hint: Hint, recognizer: Recognizer | undefined): Promise<Parsed> {
  switch (kind.name) {
    case 'pdf':
      return (await import('./pdf/pdf')).parsePdf(bytes, recognizer)
    case 'picture':
      if (recognizer === undefined) throw new OcrRequired()
      return (await import('./formats/picture')).parsePicture(bytes, recognizer)
    case 'docx':
      return parseWord(kind.zip, kind.path)
    case 'pptx':
      return (await import('./formats/slides/presentation')).parsePresentation(kind.zip, kind.path)
    case 'xlsx':
      return (await import('./formats/sheets/workbook')).parseWorkbook(kind.zip, kind.path)
    case 'epub':
      return (await import('./formats/epub')).parseEpub(kind.zip)
    case 'text':
      return (await import('./formats/text')).parseAnyText(bytes, hint)
  }
}

async function parseWord(zip: Zip, path: string): Promise<Parsed> {
  const { altChunksOf, parseDocument } = await import('./formats/word/document')
  return parseDocument(zip, path, await altChunksOf(zip, path))
}

type Kind =
  | { name: 'pdf' | 'picture' | 'text' }
  | { name: 'docx' | 'pptx' | 'xlsx'; zip: Zip; path: string }
  | { name: 'epub'; zip: Zip }

const HEAD_BYTES = 1_024

/**
 * The kind of a file, by its first bytes and the parts of an archive, never by its name. Throws for kinds that can't be read.
 */
export function kindOf(bytes: Uint8Array): Kind {
  if (bytes.byteLength === 0) throw unreadable(EMPTY)
  const head = latin(bytes.subarray(0, HEAD_BYTES))
  if (head.startsWith('PK\u0003\u0004')) return zipKind(bytes)
  const flat = openFlatPackage(bytes)
  const main = flat && mainPartOf(flat)
  if (flat !== undefined && main !== undefined && main.kind !== 'xlsb') return { name: main.kind, zip: flat, path: main.path }
  if (head.startsWith('PK\u0005\u0006')) throw unreadable(ARCHIVE)
  if (pictures.some((pattern) => pattern.test(head))) return { name: 'picture' }
  const other = others.find(([pattern]) => pattern.test(head))
  if (other !== undefined) throw unreadable(other[1] === OLE ? oleReason(bytes) : other[1])
  if (isRtf(bytes, head)) throw unreadable(RTF)
  return { name: isPdf(bytes, head) ? 'pdf' : 'text' }
}

const latin = (bytes: Uint8Array): string => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1')

/** A line with the header alone: in prose, text follows it. */
const PDF_HEADER = /%PDF-\d\.\d\s*(?:[\r\n%]|[^\t\x20-\x7e]|$)/
/** Objects, or bytes that no text has: only a PDF has them after its header. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const PDF_BODY = /\d\s+\d+\s+obj\b|[\u0000-\u0008\u000e-\u001a\u001c-\u001f]/

/** Other bytes may precede the header. A file that is cut off is a PDF too, unless it begins as something else. */
function isPdf(bytes: Uint8Array, head: string): boolean {
  const at = PDF_HEADER.exec(head)?.index
  if (at === undefined) return false
  if (!PDF_BODY.test(latin(bytes.subarray(at)))) return false
  if (at === 0) return true
  return /(?:[\r\n]|[^\t\x20-\x7e])$/.test(head.slice(0, at)) && /%%EOF[^!-~]*$/.test(latin(bytes.subarray(-HEAD_BYTES)))
}

/** Prose about RTF does not end with a bracket, nor does its text begin with settings. */
const isRtf = (bytes: Uint8Array, head: string): boolean =>
  /^\{\\rtf\d?\s*\\(?:ansi|mac|pca?|adeflang|fbidis|deff|uc)/.test(head) ||
  (/^\{\\rtf\d?[\\{\s]/.test(head) && /\}[^!-~]*$/.test(latin(bytes.subarray(-HEAD_BYTES))))

const RTF = 'RTF files can’t be read; save it as DOCX or PDF and upload that.'
const ARCHIVE = 'The file is an archive; unpack it and upload the documents in it.'
const PICTURE = 'Pictures of this format can’t be read; save it as PNG or JPEG and upload that.'
const SOUND = 'The file is sound or video; upload a transcript of it.'
const PROGRAM = 'The file is a program; upload documents.'
const OLE = 'ole'

// The first bytes of files, as Latin-1. Where a format begins with letters, bytes that no text has are part of what is looked
// for.

const pictures = [/^\x89PNG\r\n/, /^\xff\xd8\xff/, /^GIF8[79]a.{0,26}\0/s, /^RIFF.{4}WEBPVP8/s, /^II\*\0/, /^MM\0\*/]

/** Known kinds that can't be read. */
const others: [pattern: RegExp, reason: string][] = [
  [/^\0.{3}ftyp(?:hei[cxs]|mif1|msf1|avif)/s, PICTURE],
  [/^BM.{4}\0{4}/s, PICTURE],
  [/^\0.{3}ftyp/s, SOUND],
  // biome-ignore lint/suspicious/noControlCharactersInRegex: no text begins with them
  [/^ID3[\x02-\x04]\0/, SOUND],
  [/^\xff[\xf2\xf3\xfa\xfb]/, SOUND],
  [/^OggS\0/, SOUND],
  [/^fLaC[\0\x80]/, SOUND],
  [/^RIFF.{4}(?:WAVE(?:fmt |JUNK|bext|LIST|fact)|AVI LIST)/s, SOUND],
  // biome-ignore lint/suspicious/noControlCharactersInRegex: no text begins with them
  [/^\x1aE\xdf\xa3/, SOUND],
  // biome-ignore lint/suspicious/noControlCharactersInRegex: no text begins with them
  [/^\x1f\x8b\x08/, ARCHIVE],
  [/^BZh[1-9]1AY&SY/, ARCHIVE],
  [/^7z\xbc\xaf/, ARCHIVE],
  // biome-ignore lint/suspicious/noControlCharactersInRegex: no text begins with them
  [/^Rar!\x1a\x07/, ARCHIVE],
  [/^\xfd7zXZ/, ARCHIVE],
  [/^\x28\xb5\x2f\xfd/, ARCHIVE],
  [/^\x7fELF/, PROGRAM],
  [/^MZ.{0,6}\0/s, PROGRAM],
  [/^\xd0\xcf.\xe0\xa1\xb1.\xe1/s, OLE],
]

/** Old Office files, encrypted new ones and messages of Outlook share one container; its names of streams tell which it is. */
function oleReason(bytes: Uint8Array): string {
  const container = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const holds = (name: string) => container.includes(Buffer.from(name, 'utf16le'))
  if (holds('EncryptedPackage')) return 'The file is protected with a password; take the protection off and upload it again.'
  // A message may have an old Office file attached, and such a file a message.
  const isOldOffice = ['WordDocument', 'PowerPoint Document', 'Workbook'].some(holds)
  if (isOfOutlook(container) || (holds('__properties_version1.0') && !isOldOffice))
    return 'Messages of Outlook (MSG) can’t be read; save it as EML, MHT, HTML or PDF and upload that.'
  return 'Office files of before 2007 can’t be read; save it as DOCX, PPTX or XLSX and upload that.'
}

const OLE_HEADER_BYTES = 512
const OUTLOOK_CLASS = Buffer.from([0x0b, 0x0d, 0x02, 0])

/** The class of the program stands in the root, which is the first entry of the directory. */
function isOfOutlook(container: Buffer): boolean {
  if (container.length < OLE_HEADER_BYTES) return false
  const root = (container.readUInt32LE(48) + 1) * 2 ** Math.min(container.readUInt16LE(30), 12)
  return container.subarray(root + 80, root + 84).equals(OUTLOOK_CLASS)
}

const OPEN_DOCUMENT = 'OpenDocument files can’t be read; save it as DOCX, PPTX, XLSX or PDF and upload that.'

const BINARY_WORKBOOK = 'Binary workbooks (XLSB) can’t be read; save it as XLSX and upload that.'

function zipKind(bytes: Uint8Array): Kind {
  const zip = openZip(bytes)
  const main = mainPartOf(zip)
  if (main?.kind === 'xlsb') throw unreadable(BINARY_WORKBOOK)
  if (main !== undefined) return { name: main.kind, zip, path: main.path }
  if (zip.has('META-INF/container.xml')) return { name: 'epub', zip }
  const type = new TextDecoder().decode(zip.read('mimetype'))
  throw unreadable(type.startsWith('application/vnd.oasis.opendocument') ? OPEN_DOCUMENT : ARCHIVE)
}
