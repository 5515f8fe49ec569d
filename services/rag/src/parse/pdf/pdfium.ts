import { PDFiumLibrary } from '@hyzyla/pdfium'
import { unreadable } from '../parse-errors'
import { type Differences, differencesOf } from './differences'
import { type GlyphCodes, glyphCodesOf } from './glyph-codes'

/** The functions of PDFium that are used, as WebAssembly exports them. Pointers and handles are numbers; 0 is none. */
export interface Pdfium {
  HEAPU8: Uint8Array
  HEAP32: Int32Array
  HEAPF32: Float32Array
  HEAPF64: Float64Array
  _malloc(bytes: number): number
  _free(pointer: number): void
  _FPDF_LoadMemDocument(bytes: number, length: number, password: number): number
  _FPDF_GetLastError(): number
  _FPDF_CloseDocument(document: number): void
  _FPDF_GetPageCount(document: number): number
  _FPDF_LoadPage(document: number, index: number): number
  _FPDF_ClosePage(page: number): void
  _FPDF_GetPageWidthF(page: number): number
  _FPDF_GetPageHeightF(page: number): number
  _FPDFPage_CountObjects(page: number): number
  _FPDFPage_GetObject(page: number, index: number): number
  _FPDFPageObj_GetType(object: number): number
  _FPDFPageObj_GetBounds(object: number, left: number, bottom: number, right: number, top: number): number
  _FPDFPageObj_GetMatrix(object: number, matrix: number): number
  _FPDFPageObj_GetClipPath(object: number): number
  _FPDFPageObj_SetIsActive(object: number, active: number): number
  _FPDFPageObj_SetStrokeWidth(object: number, width: number): number
  _FPDFPageObj_Transform(object: number, a: number, b: number, c: number, d: number, e: number, f: number): void
  _FPDFTextObj_SetTextRenderMode(object: number, mode: number): number
  _FPDFFormObj_CountObjects(form: number): number
  _FPDFFormObj_GetObject(form: number, index: number): number
  _FPDFImageObj_GetImageDataRaw(image: number, buffer: number, length: number): number
  _FPDFTextObj_GetFont(object: number): number
  _FPDFFont_GetBaseFontName(font: number, buffer: number, length: number): number
  _FPDFFont_GetIsEmbedded(font: number): number
  _FPDFFont_GetFontData(font: number, buffer: number, length: number, size: number): number
  /** -1: there is no clip. */
  _FPDFClipPath_CountPaths(clip: number): number
  _FPDFClipPath_CountPathSegments(clip: number, path: number): number
  _FPDFClipPath_GetPathSegment(clip: number, path: number, index: number): number
  _FPDFPathSegment_GetPoint(segment: number, x: number, y: number): number
  _FPDF_GetPageBoundingBox(page: number, rectangle: number): number
  _FPDFText_LoadPage(page: number): number
  _FPDFText_ClosePage(text: number): void
  _FPDFText_CountChars(text: number): number
  _FPDFText_GetUnicode(text: number, index: number): number
  _FPDFText_HasUnicodeMapError(text: number, index: number): number
  _FPDFText_IsGenerated(text: number, index: number): number
  _FPDFText_GetLooseCharBox(text: number, index: number, rectangle: number): number
  _FPDFText_GetCharBox(text: number, index: number, left: number, right: number, bottom: number, top: number): number
  _FPDFText_GetCharOrigin(text: number, index: number, x: number, y: number): number
  _FPDFText_GetMatrix(text: number, index: number, matrix: number): number
  _FPDFText_GetFontSize(text: number, index: number): number
  _FPDFText_GetTextObject(text: number, index: number): number
  _FPDFPage_GetAnnotCount(page: number): number
  _FPDFPage_GetAnnot(page: number, index: number): number
  _FPDFPage_CloseAnnot(annotation: number): void
  _FPDFPage_RemoveAnnot(page: number, index: number): number
  _FPDFPage_Flatten(page: number, use: number): number
  _FPDFAnnot_GetSubtype(annotation: number): number
  _FPDFAnnot_GetFlags(annotation: number): number
  _FPDFAnnot_GetRect(annotation: number, rectangle: number): number
  _FPDFAnnot_GetAP(annotation: number, mode: number, buffer: number, length: number): number
  _FPDFAnnot_GetStringValue(annotation: number, key: number, buffer: number, length: number): number
  _FPDFAnnot_GetFormFieldType(form: number, annotation: number): number
  _FPDFAnnot_GetFormFieldFlags(form: number, annotation: number): number
  _FPDFAnnot_GetFormFieldValue(form: number, annotation: number, buffer: number, length: number): number
  _FPDFAnnot_IsChecked(form: number, annotation: number): number
  _FPDFAnnot_GetOptionCount(form: number, annotation: number): number
  _FPDFAnnot_IsOptionSelected(form: number, annotation: number, index: number): number
  _FPDFAnnot_GetOptionLabel(form: number, annotation: number, index: number, buffer: number, length: number): number
  _FPDFDOC_InitFormFillEnvironment(document: number, info: number): number
  _FPDFDOC_ExitFormFillEnvironment(form: number): void
  _FPDFBitmap_CreateEx(width: number, height: number, format: number, scan: number, stride: number): number
  _FPDFBitmap_FillRect(bitmap: number, left: number, top: number, width: number, height: number, color: number): void
  _FPDFBitmap_GetBuffer(bitmap: number): number
  _FPDFBitmap_GetStride(bitmap: number): number
  _FPDFBitmap_Destroy(bitmap: number): void
  _FPDF_RenderPageBitmap(
    bitmap: number,
    page: number,
    x: number,
    y: number,
    width: number,
    height: number,
    rotate: number,
    flags: number,
  ): void
}

/** An open PDF. Its handles live until it is disposed of. */
export interface PdfDocument extends Disposable {
  pdfium: Pdfium
  document: number
  /** For fields that are filled in. */
  form: number
  pages: number
  differences: Differences
  glyphCodes: GlyphCodes
}

const PASSWORD_ERROR = 4
/** Version 1 of FPDF_FORMFILLINFO without any callback: no script runs. */
const FORM_INFO_BYTES = 256

/** Throws validation_error for a PDF that is broken or protected. */
export async function openPdf(bytes: Uint8Array): Promise<PdfDocument> {
  const library = await PDFiumLibrary.init()
  const pdfium = withDirectCalls((library as unknown as { module: Module }).module)
  const data = pdfium._malloc(Math.max(1, bytes.byteLength))
  pdfium.HEAPU8.set(bytes, data)
  const document = pdfium._FPDF_LoadMemDocument(data, bytes.byteLength, 0)
  if (document === 0) throw unreadable(pdfium._FPDF_GetLastError() === PASSWORD_ERROR ? PROTECTED : BROKEN)
  const info = pdfium._malloc(FORM_INFO_BYTES)
  pdfium.HEAPU8.fill(0, info, info + FORM_INFO_BYTES)
  pdfium.HEAP32[info >> 2] = 1
  const form = pdfium._FPDFDOC_InitFormFillEnvironment(document, info)
  return {
    pdfium,
    document,
    form,
    pages: pdfium._FPDF_GetPageCount(document),
    differences: differencesOf(bytes),
    glyphCodes: glyphCodesOf(bytes),
    [Symbol.dispose]: () => {
      pdfium._FPDFDOC_ExitFormFillEnvironment(form)
      pdfium._FPDF_CloseDocument(document)
      library.destroy()
    },
  }
}

type Module = Pdfium & { wasmExports: Record<string, unknown> }

/** Functions that are called for each character or object of a page. */
const CALLED_OFTEN = /^FPDFText_|^FPDFPageObj_|^FPDFClipPath_|^FPDFPathSegment_|^FPDFPage_GetObject$/

/**
 * The module checks and wraps each call, which costs more than many a call does: these are called directly. All else, such as the
 * views of its memory, which change when that grows, is the module's.
 */
function withDirectCalls(module: Module): Pdfium {
  const direct: Record<string, unknown> = {}
  for (const name of Object.keys(module.wasmExports)) if (CALLED_OFTEN.test(name)) direct[`_${name}`] = module.wasmExports[name]
  return Object.assign(Object.create(module) as Pdfium, direct)
}

/** Undefined: the page is broken. Numbers are from 1. */
export function withPage<Result>(
  { pdfium, document }: PdfDocument,
  number: number,
  use: (page: number) => Result,
): Result | undefined {
  const page = pdfium._FPDF_LoadPage(document, number - 1)
  if (page === 0) return undefined
  try {
    return use(page)
  } finally {
    pdfium._FPDF_ClosePage(page)
  }
}

/** Memory of PDFium for the time of a call. */
export function withMemory<Result>(pdfium: Pdfium, bytes: number, use: (pointer: number) => Result): Result {
  const pointer = pdfium._malloc(bytes)
  try {
    return use(pointer)
  } finally {
    pdfium._free(pointer)
  }
}

/** A text that PDFium gives as UTF-16 with a zero at its end. `get` fills a buffer and says how many bytes there are. */
export function readString(pdfium: Pdfium, get: (buffer: number, length: number) => number): string {
  const length = Math.min(get(0, 0), STRING_BYTES_MAX)
  if (length <= 2) return ''
  return withMemory(pdfium, length, (buffer) => {
    get(buffer, length)
    const text = Buffer.from(pdfium.HEAPU8.buffer, buffer, length - 2).toString('utf16le')
    return text.replaceAll('\0', '').toWellFormed()
  })
}

const STRING_BYTES_MAX = 1_048_576

const PROTECTED = 'The PDF is protected with a password; take the protection off and upload it again.'
const BROKEN = 'The PDF is broken or was not uploaded whole; save it again and upload it again.'

// The objects of a page. Types are PDFium's.
export const TEXT_OBJECT = 1
export const IMAGE_OBJECT = 3
export const FORM_OBJECT = 5
export const OBJECTS_MAX = 100_000
/** Maximum depth of forms within forms. */
export const FORM_DEPTH_MAX = 4

export function* objectsOf(pdfium: Pdfium, page: number): Generator<number> {
  const count = Math.min(pdfium._FPDFPage_CountObjects(page), OBJECTS_MAX)
  for (let index = 0; index < count; index += 1) yield pdfium._FPDFPage_GetObject(page, index)
}

/** In the space of the page, or of the form that holds the object. */
export type Box = [left: number, bottom: number, right: number, top: number]

export const boundsOf = (pdfium: Pdfium, object: number): Box =>
  withMemory(pdfium, 16, (at) => {
    if (pdfium._FPDFPageObj_GetBounds(object, at, at + 4, at + 8, at + 12) === 0) return [0, 0, 0, 0]
    const [left = 0, bottom = 0, right = 0, top = 0] = pdfium.HEAPF32.subarray(at >> 2, (at >> 2) + 4)
    return [left, bottom, right, top]
  })

/** Prepares the text of a page, also within forms, so that PDFium reads all of it that is seen, and nothing else. */
export function prepareText(pdfium: Pdfium, page: number): void {
  let last: Box = NOWHERE
  const prepare = (object: number, seen: Box, depth: number) => {
    const type = pdfium._FPDFPageObj_GetType(object)
    if (type === TEXT_OBJECT) {
      const bounds = boundsOf(pdfium, object)
      if (isThin(bounds)) widen(pdfium, object)
      else if (!goesOn(last, bounds) && isOutside(bounds, clipOf(pdfium, object, seen))) {
        pdfium._FPDFPageObj_SetIsActive(object, 0)
        return
      }
      last = bounds
    }
    if (type !== FORM_OBJECT || depth === FORM_DEPTH_MAX) return
    const within = boxInForm(pdfium, object, clipOf(pdfium, object, seen))
    const count = Math.min(pdfium._FPDFFormObj_CountObjects(object), OBJECTS_MAX)
    for (let index = 0; index < count; index += 1) prepare(pdfium._FPDFFormObj_GetObject(object, index), within, depth + 1)
  }
  const whole = boxOfPage(pdfium, page)
  for (const object of objectsOf(pdfium, page)) prepare(object, whole, 0)
}

const WIDTH_MIN = 0.01
const FILLED_AND_STROKED = 2

const isThin = ([left, , right]: Box) => right - left < WIDTH_MIN

/**
 * PDFium drops text without any width, such as a single character of a font that is not installed. A stroke around it gives it
 * a width.
 */
function widen(pdfium: Pdfium, object: number): void {
  pdfium._FPDFTextObj_SetTextRenderMode(object, FILLED_AND_STROKED)
  pdfium._FPDFPageObj_SetStrokeWidth(object, 1)
  pdfium._FPDFPageObj_Transform(object, 1, 0, 0, 1, 0, 0) // the place is computed anew
}

const isOutside = ([left, bottom, right, top]: Box, seen: Box) =>
  right < seen[0] || left > seen[2] || top < seen[1] || bottom > seen[3]

const NOWHERE: Box = [NaN, NaN, NaN, NaN]
/** Maximum distance between the pieces of a word, as a share of their height. */
const WORD_STEP_MAX = 0.15

/** The end of a word that is cut is read with its beginning. */
const goesOn = ([, bottom, right, top]: Box, next: Box) =>
  Math.abs(next[0] - right) < WORD_STEP_MAX * (top - bottom) && next[1] < top && next[3] > bottom

const EVERYWHERE: Box = [-Infinity, -Infinity, Infinity, Infinity]

function boxOfPage(pdfium: Pdfium, page: number): Box {
  return withMemory(pdfium, 16, (at) => {
    if (pdfium._FPDF_GetPageBoundingBox(page, at) === 0) return EVERYWHERE
    const [left = 0, top = 0, right = 0, bottom = 0] = pdfium.HEAPF32.subarray(at >> 2, (at >> 2) + 4)
    // Viewers show all of a page whose boxes have nothing in common.
    return right > left && top > bottom ? [left, bottom, right, top] : EVERYWHERE
  })
}

/** Larger clips are not looked at. */
const CLIP_PATHS_MAX = 64
const CLIP_POINTS_MAX = 1_000

/** The part of `seen` in which an object is seen: the box around each path of its clip, whatever the shape of the path. */
function clipOf(pdfium: Pdfium, object: number, seen: Box): Box {
  const clip = pdfium._FPDFPageObj_GetClipPath(object)
  const paths = clip === 0 ? 0 : pdfium._FPDFClipPath_CountPaths(clip)
  if (paths <= 0 || paths > CLIP_PATHS_MAX) return seen
  return withMemory(pdfium, 8, (point) => {
    let box = seen
    for (let path = 0; path < paths; path += 1) {
      const count = pdfium._FPDFClipPath_CountPathSegments(clip, path)
      if (count <= 0 || count > CLIP_POINTS_MAX) continue
      const points = Array.from({ length: count }, (_, index): Point => {
        const segment = pdfium._FPDFClipPath_GetPathSegment(clip, path, index)
        pdfium._FPDFPathSegment_GetPoint(segment, point, point + 4)
        return [pdfium.HEAPF32[point >> 2] ?? 0, pdfium.HEAPF32[(point >> 2) + 1] ?? 0]
      })
      box = shared(box, boxAround(points))
    }
    return box
  })
}

type Point = [x: number, y: number]

/** A box without bounds is around points that are no numbers. */
function boxAround(points: Point[]): Box {
  const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)]
  const box: Box = [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)]
  return box.some(Number.isNaN) ? EVERYWHERE : box
}

const shared = (one: Box, other: Box): Box => [
  Math.max(one[0], other[0]),
  Math.max(one[1], other[1]),
  Math.min(one[2], other[2]),
  Math.min(one[3], other[3]),
]

/** The box around the same part of the page in the space of a form. */
function boxInForm(pdfium: Pdfium, form: number, [left, bottom, right, top]: Box): Box {
  return withMemory(pdfium, 24, (at) => {
    if (pdfium._FPDFPageObj_GetMatrix(form, at) === 0) return EVERYWHERE
    const [a = 1, b = 0, c = 0, d = 1, e = 0, f = 0] = pdfium.HEAPF32.subarray(at >> 2, (at >> 2) + 6)
    const area = a * d - b * c
    const inForm = (x: number, y: number): Point => [(d * (x - e) - c * (y - f)) / area, (a * (y - f) - b * (x - e)) / area]
    return boxAround([inForm(left, bottom), inForm(left, top), inForm(right, bottom), inForm(right, top)])
  })
}
