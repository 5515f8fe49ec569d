import { type Pdfium, withMemory } from './pdfium'

// What a page is made of. Types are PDFium's.
export const TEXT_OBJECT = 1
export const IMAGE_OBJECT = 3
export const FORM_OBJECT = 5
export const OBJECTS_MAX = 100_000
/** Of forms within forms. */
export const FORM_DEPTH_MAX = 4

export function* objectsOf(pdfium: Pdfium, page: number): Generator<number> {
  const count = Math.min(pdfium._FPDFPage_CountObjects(page), OBJECTS_MAX)
  for (let index = 0; index < count; index += 1) yield pdfium._FPDFPage_GetObject(page, index)
}

/** In the space of the page: left, bottom, right, top. */
export const boundsOf = (pdfium: Pdfium, object: number): [number, number, number, number] =>
  withMemory(pdfium, 16, (at) => {
    if (pdfium._FPDFPageObj_GetBounds(object, at, at + 4, at + 8, at + 12) === 0) return [0, 0, 0, 0]
    const [left = 0, bottom = 0, right = 0, top = 0] = pdfium.HEAPF32.subarray(at >> 2, (at >> 2) + 4)
    return [left, bottom, right, top]
  })

const WIDTH_MIN = 0.01
const FILLED_AND_STROKED = 2

/**
 * PDFium drops pieces of text without any width, and a single character of a font that nobody has is one. A stroke around it gives
 * it a width.
 */
export function widenThinText(pdfium: Pdfium, page: number): void {
  for (const object of objectsOf(pdfium, page)) widen(pdfium, object, 0)
}

function widen(pdfium: Pdfium, object: number, depth: number): void {
  const type = pdfium._FPDFPageObj_GetType(object)
  if (type === FORM_OBJECT && depth < FORM_DEPTH_MAX) {
    const count = Math.min(pdfium._FPDFFormObj_CountObjects(object), OBJECTS_MAX)
    for (let index = 0; index < count; index += 1) widen(pdfium, pdfium._FPDFFormObj_GetObject(object, index), depth + 1)
  }
  if (type !== TEXT_OBJECT) return
  const [left, , right] = boundsOf(pdfium, object)
  if (right - left >= WIDTH_MIN) return
  pdfium._FPDFTextObj_SetTextRenderMode(object, FILLED_AND_STROKED)
  pdfium._FPDFPageObj_SetStrokeWidth(object, 1)
  pdfium._FPDFPageObj_Transform(object, 1, 0, 0, 1, 0, 0) // the place is computed anew
}
