import { PDFiumLibrary } from '@hyzyla/pdfium'

/** About 220 dots an inch of A4: Tesseract wants capitals of 20 dots and more, and larger pictures only take longer. */
const LONG_SIDE_MAX = 2_600
/** Of small pages, in dots a point: 300 an inch. */
const SCALE_MAX = 300 / 72

export interface PagePictures extends Disposable {
  /** The page as a PGM file, in grey; undefined: it is empty. Numbers are from 1. */
  picture(page: number): Promise<Uint8Array | undefined>
}

/** Pages of a PDF as they look, drawn by PDFium as WebAssembly: every kind of picture, however it is packed, turned or divided. */
export async function pagePictures(pdf: Uint8Array): Promise<PagePictures> {
  const library = await PDFiumLibrary.init()
  const document = await library.loadDocument(pdf)
  return {
    async picture(number) {
      const page = document.getPage(number - 1)
      const { originalWidth, originalHeight } = page.getOriginalSize()
      const scale = Math.min(SCALE_MAX, LONG_SIDE_MAX / Math.max(originalWidth, originalHeight, 1))
      const { width, height, data } = await page.render({ scale, render: 'bitmap', colorSpace: 'Gray' })
      return data.every((grey) => grey === data[0]) ? undefined : pgmOf(width, height, data)
    },
    [Symbol.dispose]: () => {
      document.destroy()
      library.destroy()
    },
  }
}

const pgmOf = (width: number, height: number, greys: Uint8Array): Uint8Array =>
  Buffer.concat([Buffer.from(`P5\n${width} ${height}\n255\n`, 'latin1'), greys])
