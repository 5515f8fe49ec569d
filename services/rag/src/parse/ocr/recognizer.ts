import createTesseract from 'tesseract.js-core/tesseract-core-simd-lstm.js'
import { unreadable } from '../parse-errors'
import type { Progress, RecognizedPage } from '../parsed'
import { dataPath } from './languages'

/** Finds the text in pictures. It holds its process while it looks. */
export interface Recognizer {
  /**
   * The texts of the pages by their numbers: lines as they stand, with a blank one between paragraphs. Pages that show none, or
   * for which no time is left, are missing. Throws validation_error for a broken picture.
   */
  read(pages: PictureOfPage[]): Promise<Map<number, string>>
  /** Why text in pictures is not read at all; undefined: it is. */
  unavailable: string | undefined
}

export interface PictureOfPage {
  number: number
  /** Called when its turn comes: one picture is in memory at a time. Undefined: the page is empty. */
  draw(): Picture | undefined
}

export interface Picture {
  /** In any format that Leptonica knows. */
  file: Uint8Array
  /** As EXIF tells it. */
  orientation?: number
}

interface Session {
  progress: Progress
  /** Maximum processor time of all pages together; no page begins after it. */
  timeMs: number
  begun(page: number): Promise<void>
  ended(page: RecognizedPage): Promise<void>
}

/** Where no language is set: what can be read without it is read, and the rest is left out. */
export const noRecognizer: Recognizer = {
  read: async () => new Map(),
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
export async function tesseract(languages: string[], { progress, timeMs, begun, ended }: Session): Promise<Recognizer> {
  const ignore = () => {}
  const { FS, TessBaseAPI } = await createTesseract({ print: ignore, printErr: ignore })
  for (const language of languages) {
    const packed = await Bun.file(dataPath(language) ?? '').bytes()
    FS.writeFile(`/${language}.traineddata`, Bun.gunzipSync(packed))
  }
  const api = new TessBaseAPI()
  if (api.Init('/', languages.join('+'), NETWORK_ONLY) !== 0) throw new Error('Tesseract did not start')
  return { read, unavailable: undefined }

  async function read(pages: PictureOfPage[]): Promise<Map<number, string>> {
    const texts = new Map(progress.known)
    const unknown = pages.filter(({ number }) => !texts.has(number))
    let { usedMs } = progress
    for (const [at, { number, draw }] of unknown.entries()) {
      if (usedMs >= timeMs) break
      await begun(number)
      const begunMs = processorMs()
      const picture = draw()
      const text = picture === undefined ? '' : textIn(picture)
      texts.set(number, text)
      const tookMs = processorMs() - begunMs
      usedMs += tookMs
      await ended({ page: number, text, usedMs: tookMs, left: unknown.length - at - 1 })
    }
    return new Map([...texts].filter(([, text]) => text !== ''))
  }

  function textIn({ file, orientation = UPRIGHT }: Picture): string {
    FS.writeFile('/input', file)
    if (api.SetImageFile(orientation, 0) !== 0) throw unreadable(BROKEN)
    const text = api.GetUTF8Text()
    return api.MeanTextConf() < CONFIDENCE_MIN ? '' : text.trim()
  }
}

function processorMs(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1_000
}
