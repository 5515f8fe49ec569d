import { EMPTY, unreadable } from './refusal'
import { openZip, type Zip } from './zip'

export type Kind = { name: 'pdf' | 'picture' | 'text' } | { name: 'docx' | 'pptx' | 'xlsx' | 'epub'; zip: Zip }

/** How far before its header a PDF may have other bytes. */
const PDF_HEADER_WITHIN = 1_024

/** What a file is, by its first bytes and the parts of an archive, never by its name. Throws for what can't be read. */
export function kindOf(bytes: Uint8Array): Kind {
  if (bytes.byteLength === 0) throw unreadable(EMPTY)
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, PDF_HEADER_WITHIN)).toString('latin1')
  if (head.startsWith('PK\u0003\u0004')) return zipKind(bytes)
  if (head.startsWith('PK\u0005\u0006')) throw unreadable(ARCHIVE)
  if (pictures.some(([at, magic]) => head.startsWith(magic, at))) return { name: 'picture' }
  const other = others.find(([at, magic]) => head.startsWith(magic, at))
  if (other !== undefined) throw unreadable(other[2] === OLE ? oleReason(bytes) : other[2])
  if (head.includes('%PDF-')) return { name: 'pdf' }
  return { name: 'text' }
}

const ARCHIVE = 'The file is an archive; unpack it and upload the documents in it.'
const PICTURE = 'Pictures of this format can’t be read; save it as PNG or JPEG and upload that.'
const SOUND = 'The file is sound or video; upload a transcript of it.'
const PROGRAM = 'The file is a program; upload documents.'
const OLE = 'ole'

/** First bytes of pictures, as Latin-1, with the place they are found at. */
const pictures: [at: number, magic: string][] = [
  [0, '\x89PNG'],
  [0, '\xff\xd8\xff'],
  [0, 'GIF8'],
  [8, 'WEBP'],
  [0, 'II*\0'],
  [0, 'MM\0*'],
]

/** The same of what is known and can't be read. */
const others: [at: number, magic: string, reason: string][] = [
  [4, 'ftypheic', PICTURE],
  [4, 'ftypmif1', PICTURE],
  [4, 'ftypavif', PICTURE],
  [4, 'ftyp', SOUND],
  [0, 'ID3', SOUND],
  [0, 'OggS', SOUND],
  [0, 'fLaC', SOUND],
  [8, 'WAVE', SOUND],
  [8, 'AVI ', SOUND],
  [0, '\x1aE\xdf\xa3', SOUND],
  [0, '\x1f\x8b', ARCHIVE],
  [0, '7z\xbc\xaf', ARCHIVE],
  [0, 'Rar!', ARCHIVE],
  [0, '\xfd7zXZ', ARCHIVE],
  [0, '\x28\xb5\x2f\xfd', ARCHIVE],
  [0, '\x7fELF', PROGRAM],
  [0, '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1', OLE],
  [0, '{\\rtf', 'RTF files can’t be read; save it as DOCX or PDF and upload that.'],
]

/** Old Office files and encrypted new ones share one container. */
const oleReason = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes(Buffer.from('EncryptedPackage', 'utf16le'))
    ? 'The file is protected with a password; take the protection off and upload it again.'
    : 'Office files of before 2007 can’t be read; save it as DOCX, PPTX or XLSX and upload that.'

const OPEN_DOCUMENT = 'OpenDocument files can’t be read; save it as DOCX, PPTX, XLSX or PDF and upload that.'

function zipKind(bytes: Uint8Array): Kind {
  const zip = openZip(bytes)
  if (zip.has('word/document.xml')) return { name: 'docx', zip }
  if (zip.has('ppt/presentation.xml')) return { name: 'pptx', zip }
  if (zip.has('xl/workbook.xml')) return { name: 'xlsx', zip }
  if (zip.has('META-INF/container.xml')) return { name: 'epub', zip }
  const type = new TextDecoder().decode(zip.read('mimetype'))
  throw unreadable(type.startsWith('application/vnd.oasis.opendocument') ? OPEN_DOCUMENT : ARCHIVE)
}
