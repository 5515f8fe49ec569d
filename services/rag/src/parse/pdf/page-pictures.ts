import type { GreyPicture } from '../ocr/grey-picture'
import type { Pdfium } from './pdfium'
import { boundsOf, FORM_DEPTH_MAX, FORM_OBJECT, IMAGE_OBJECT, OBJECTS_MAX, objectsOf, TEXT_OBJECT } from './pdfium'

/** A picture that a page shows. */
export interface PagePicture {
  /** Share of the page that it covers, 0 to 1. */
  share: number
  /** The same for the same picture at the same place of other pages. */
  key: string
}

export function picturesOf(pdfium: Pdfium, page: number): PagePicture[] {
  const area = Math.max(1, pdfium._FPDF_GetPageWidthF(page) * pdfium._FPDF_GetPageHeightF(page))
  const pictures: PagePicture[] = []
  for (const object of objectsOf(pdfium, page)) {
    const image = imageIn(pdfium, object, 0)
    if (image === undefined) continue
    const [left, bottom, right, top] = boundsOf(pdfium, object)
    const length = pdfium._FPDFImageObj_GetImageDataRaw(image, 0, 0)
    const share = Math.min(1, (Math.max(0, right - left) * Math.max(0, top - bottom)) / area)
    pictures.push({ share, key: [length, ...[left, bottom, right, top].map(Math.round)].join() })
  }
  return pictures
}

function imageIn(pdfium: Pdfium, object: number, depth: number): number | undefined {
  const type = pdfium._FPDFPageObj_GetType(object)
  if (type === IMAGE_OBJECT) return object
  if (type !== FORM_OBJECT || depth > FORM_DEPTH_MAX) return undefined
  const count = Math.min(pdfium._FPDFFormObj_CountObjects(object), OBJECTS_MAX)
  for (let index = 0; index < count; index += 1) {
    const image = imageIn(pdfium, pdfium._FPDFFormObj_GetObject(object, index), depth + 1)
    if (image !== undefined) return image
  }
  return undefined
}

/** About 220 dots an inch of A4: Tesseract wants capitals of 20 dots and more, and larger pictures only take longer. */
const LONG_SIDE_MAX = 2_600
/** Maximum resolution, for small pages, in dots a point: 300 an inch. */
const SCALE_MAX = 300 / 72
/** Enough to see whether there is anything on a page. */
const PREVIEW_SIDE = 200
const GREY = 1
const WHITE = 0xffffffff
const WITH_ANNOTATIONS = 0x01
const IN_GREY = 0x08

/** The page as it looks, in grey; undefined: it is empty. `withoutText`: only what no text layer says. */
export function drawnPage(pdfium: Pdfium, page: number, { withoutText }: { withoutText: boolean }): GreyPicture | undefined {
  if (withoutText)
    for (const object of objectsOf(pdfium, page))
      if (pdfium._FPDFPageObj_GetType(object) === TEXT_OBJECT) pdfium._FPDFPageObj_SetIsActive(object, 0)
  const picture = drawn(pdfium, page, LONG_SIDE_MAX)
  return isEven(picture.greys) ? undefined : picture
}

export const isEmptyPage = (pdfium: Pdfium, page: number): boolean => isEven(drawn(pdfium, page, PREVIEW_SIDE).greys)

const isEven = (greys: Uint8Array) => greys.every((grey) => grey === greys[0])

function drawn(pdfium: Pdfium, page: number, longSide: number): GreyPicture {
  const pageWidth = pdfium._FPDF_GetPageWidthF(page)
  const pageHeight = pdfium._FPDF_GetPageHeightF(page)
  const scale = Math.min(SCALE_MAX, longSide / Math.max(pageWidth, pageHeight, 1))
  const width = Math.max(1, Math.floor(pageWidth * scale))
  const height = Math.max(1, Math.floor(pageHeight * scale))
  const bitmap = pdfium._FPDFBitmap_CreateEx(width, height, GREY, 0, 0)
  if (bitmap === 0) return { width: 0, height: 0, greys: new Uint8Array() }
  pdfium._FPDFBitmap_FillRect(bitmap, 0, 0, width, height, WHITE)
  pdfium._FPDF_RenderPageBitmap(bitmap, page, 0, 0, width, height, 0, WITH_ANNOTATIONS | IN_GREY)
  const stride = pdfium._FPDFBitmap_GetStride(bitmap)
  const from = pdfium._FPDFBitmap_GetBuffer(bitmap)
  const greys = new Uint8Array(width * height)
  for (let row = 0; row < height; row += 1)
    greys.set(pdfium.HEAPU8.subarray(from + row * stride, from + row * stride + width), row * width)
  pdfium._FPDFBitmap_Destroy(bitmap)
  return { width, height, greys }
}
