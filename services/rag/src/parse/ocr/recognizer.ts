import { fileURLToPath } from 'node:url'
import createTesseract, { type Pix } from 'tesseract.js-core/tesseract-core-simd-lstm.js'
import { unreadable } from '../parse-errors'
import type { Progress, RecognizedPage } from '../parsed'
import { enlarged, eraseTableRules, type GreyPicture, pgmOf } from './grey-picture'
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

interface PictureOfPage {
  number: number
  /** Called when its turn comes: one picture is in memory at a time. Undefined: the page is empty. */
  draw(): Picture | undefined
}

/** A file, or the greys of a page that has been drawn. */
type Picture = GreyPicture | PictureFile

interface PictureFile {
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
/** As EXIF counts: upside down, on its right side, on its left side. */
const TURNED = [3, 6, 8]
/** Fewer letters are seen in photographs and ornaments, which are not turned. */
const TURNED_LETTERS_MIN = 20
/** Pixels. Numbers of lower words lose their points. */
const WORD_HEIGHT_MIN = 14
const WORD_HEIGHT = 20
const FACTOR_MAX = 3
/** Maximum size of a picture that is enlarged. */
const PIXELS_MAX = 16_000_000
/** Parts of a colour in its brightness, in 256. */
const [RED, GREEN, BLUE] = [77, 151, 28]
const TESSERACT = 'tesseract.js-core/tesseract-core-simd-lstm.wasm'
const BROKEN = 'The picture is broken, or made in a way that can’t be read; save it as PNG or JPEG and upload that.'

export async function tesseract(languages: string[], { progress, timeMs, begun, ended }: Session): Promise<Recognizer> {
  const textIn = await engine(languages)
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
}

/** Tesseract as WebAssembly: a hostile picture can't reach anything outside of its memory. Gives the text in a picture. */
async function engine(languages: string[]): Promise<(picture: Picture) => string> {
  const ignore = () => {}
  const compiled = await WebAssembly.compile(await Bun.file(fileURLToPath(import.meta.resolve(TESSERACT))).bytes())
  let memory: WebAssembly.Memory | undefined
  const { FS, TessBaseAPI } = await createTesseract({
    print: ignore,
    printErr: ignore,
    instantiateWasm(imports, received) {
      WebAssembly.instantiate(compiled, imports).then((instance) => {
        memory = Object.values(instance.exports).find((part) => part instanceof WebAssembly.Memory)
        received(instance)
      })
      return {}
    },
  })
  for (const language of languages) {
    const packed = await Bun.file(dataPath(language) ?? '').bytes()
    FS.writeFile(`/${language}.traineddata`, Bun.gunzipSync(packed))
  }
  const api = new TessBaseAPI()
  if (api.Init('/', languages.join('+'), NETWORK_ONLY) !== 0) throw new Error('Tesseract did not start')
  return textIn

  /** The text as it is surest, of a picture that lies on a side, too. */
  function textIn(source: Picture): string {
    const picture = 'greys' in source ? source : decoded(source)
    let best = reading(picture, UPRIGHT)
    for (const turned of TURNED) {
      if (best.confidence >= CONFIDENCE_MIN || best.text.length < TURNED_LETTERS_MIN) break
      const other = reading(picture, turned)
      if (other.confidence > best.confidence) best = other
    }
    return best.confidence < CONFIDENCE_MIN ? '' : best.text
  }

  function decoded({ file, orientation = UPRIGHT }: PictureFile): GreyPicture {
    take(file, orientation)
    return greyPictureOf(api.GetInputImage(), memory)
  }

  /** Small letters are read once more, enlarged. */
  function reading(picture: GreyPicture, orientation: number): Reading {
    const first = readingOf(picture, orientation)
    const factor = Math.min(FACTOR_MAX, Math.round(WORD_HEIGHT / first.wordHeight))
    if (first.wordHeight >= WORD_HEIGHT_MIN || picture.greys.length * factor * factor > PIXELS_MAX) return first
    const second = readingOf(enlarged(picture, factor), orientation)
    return second.confidence > first.confidence ? second : first
  }

  function readingOf({ width, height, greys }: GreyPicture, orientation: number): Reading {
    const cleaned = { width, height, greys: greys.slice() }
    eraseTableRules(cleaned)
    take(pgmOf(cleaned), orientation)
    Bun.gc(true) // the copies of the picture, before Tesseract takes its memory
    const text = api.GetUTF8Text().trim()
    return { text, confidence: api.MeanTextConf(), wordHeight: wordHeightOf(api.GetTSVText(0)) }
  }

  function take(file: Uint8Array, orientation: number): void {
    FS.writeFile('/input', file)
    if (api.SetImageFile(orientation, 0) !== 0) throw unreadable(BROKEN)
  }
}

interface Reading {
  text: string
  /** Percent. */
  confidence: number
  /** Pixels from the top to the foot of an ordinary word. */
  wordHeight: number
}

const WORD_LEVEL = '5'
const HEIGHT_COLUMN = 9

/** The median of the words of a table by Tesseract: rules that are left make lines higher. Without words: as high as they should be. */
function wordHeightOf(tsv: string): number {
  const rows = tsv.split('\n').map((row) => row.split('\t'))
  const heights = rows.flatMap((row) => (row[0] === WORD_LEVEL ? [Number(row[HEIGHT_COLUMN])] : []))
  return heights.toSorted((one, other) => one - other)[heights.length >> 1] ?? WORD_HEIGHT
}

/** Leptonica has pixels in words of 32 bits: colours from the highest byte on, greys and bits from the left. */
function greyPictureOf(pix: Pix, memory: WebAssembly.Memory | undefined): GreyPicture {
  const [width, height, depth, wordsPerRow] = [pix.get_w(), pix.get_h(), pix.get_d(), pix.get_wpl()]
  if (memory === undefined) throw new Error('Tesseract shows no memory')
  const words = new Uint32Array(memory.buffer, pix.get_data(), wordsPerRow * height)
  const greys = new Uint8Array(width * height)
  const pixelsPerWord = 32 / depth
  for (let row = 0, at = 0; row < height; row += 1)
    for (let column = 0; column < width; column += 1, at += 1) {
      const word = words[row * wordsPerRow + Math.floor(column / pixelsPerWord)] ?? 0
      if (depth === 32) greys[at] = ((word >>> 24) * RED + ((word >>> 16) & 255) * GREEN + ((word >>> 8) & 255) * BLUE) >> 8
      else if (depth === 1) greys[at] = (word >>> (31 - (column & 31))) & 1 ? 0 : 255
      else greys[at] = (word >>> (24 - 8 * (column & 3))) & 255
    }
  return { width, height, greys }
}

function processorMs(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1_000
}
