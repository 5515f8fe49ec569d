import createTesseract from 'tesseract.js-core/tesseract-core-simd-lstm.js'
import { unreadable } from '../parse-errors'
import { dataPath } from './languages'

/** Finds the text in pictures. It holds its process while it looks. */
export interface Recognizer {
  /**
   * Lines as they stand, with a blank one between paragraphs; empty: there is no text that can be read. `picture`: a file of
   * any format that Leptonica knows; `orientation`: as EXIF tells it. Throws validation_error for a broken picture.
   */
  read(picture: Uint8Array, orientation?: number): string
  /** No time is left for another picture. */
  isOverTime(): boolean
  /** Why text in pictures is not read at all; undefined: it is. */
  unavailable: string | undefined
}

/** Where no language is set: what can be read without it is read, and the rest is left out. */
export const noRecognizer: Recognizer = {
  read: () => '',
  isOverTime: () => false,
  unavailable:
    'The file has its text in pictures, and that is not read here; run text recognition (OCR) over it and upload the result.',
}

const UPRIGHT = 1
/** The network alone: its data are smaller and it reads better than the older way. */
const NETWORK_ONLY = 1
/** Percent. Text that is read into photographs, drawings and unknown scripts has less confidence. */
const CONFIDENCE_MIN = 50
const BROKEN = 'The picture is broken, or made in a way that can’t be read; save it as PNG or JPEG and upload that.'

/** Tesseract as WebAssembly: a hostile picture can't reach anything outside of its memory. */
export async function tesseract(languages: string[], isOverTime: () => boolean): Promise<Recognizer> {
  const ignore = () => {}
  const { FS, TessBaseAPI } = await createTesseract({ print: ignore, printErr: ignore })
  for (const language of languages) {
    const packed = await Bun.file(dataPath(language) ?? '').bytes()
    FS.writeFile(`/${language}.traineddata`, Bun.gunzipSync(packed))
  }
  const api = new TessBaseAPI()
  if (api.Init('/', languages.join('+'), NETWORK_ONLY) !== 0) throw new Error('Tesseract did not start')
  return {
    read(picture, orientation = UPRIGHT) {
      FS.writeFile('/input', picture)
      if (api.SetImageFile(orientation, 0) !== 0) throw unreadable(BROKEN)
      const text = api.GetUTF8Text()
      return api.MeanTextConf() < CONFIDENCE_MIN ? '' : text.trim()
    },
    isOverTime,
    unavailable: undefined,
  }
}
