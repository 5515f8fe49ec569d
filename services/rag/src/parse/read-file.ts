import type { Hint } from './formats/hint'
import { type Kind, kindOf } from './kind'
import { TEXT_BYTES_MAX } from './limits'
import type { Recognizer } from './ocr/recognizer'
import { OcrRequired, unreadable, WITHOUT_TEXT } from './parse-errors'
import { type Parsed, wholly } from './parsed'

/**
 * The text of a file of any kind that can be read, and what is left out of it. Throws validation_error with a sentence for its owner,
 * and RecognitionNeeded without a recognizer where the text is in pictures.
 */
export async function readFile(bytes: Uint8Array, hint: Hint, recognizer?: Recognizer): Promise<Parsed> {
  const parsed = await read(kindOf(bytes), bytes, hint, recognizer)
  const { text } = parsed
  if (text.trim() === '') throw unreadable(WITHOUT_TEXT)
  if (Buffer.byteLength(text) > TEXT_BYTES_MAX)
    throw unreadable(`The file has more than ${TEXT_BYTES_MAX / 1_048_576} MiB of text; upload it in several files.`)
  return parsed
}

/** Each parser is loaded when a file needs it: a reader that starts for a text starts quickly. */
async function read(kind: Kind, bytes: Uint8Array, hint: Hint, recognizer: Recognizer | undefined): Promise<Parsed> {
  switch (kind.name) {
    case 'pdf':
      return (await import('./pdf/pdf')).parsePdf(bytes, recognizer)
    case 'picture':
      if (recognizer === undefined) throw new OcrRequired()
      return wholly((await import('./formats/picture')).parsePicture(bytes, recognizer))
    case 'docx':
      return (await import('./formats/word/document')).parseDocument(kind.zip, kind.path)
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
