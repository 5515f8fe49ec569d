declare module 'css-tree/parser' {
  import type { CssNode, ParseOptions } from 'css-tree'
  export default function parse(css: string, options?: ParseOptions): CssNode
}
declare module 'css-tree/utils' {
  export const ident: { decode(name: string): string }
}
declare module 'hyphen/*' {
  export function hyphenateSync(text: string, options: { hyphenChar: string; minWordLength?: number }): string
}
declare module 'snowball-stemmers' {
  export function newStemmer(language: string): { stem(word: string): string }
}
declare module 'tesseract.js-core/tesseract-core-simd-lstm.js' {
  /** A picture of Leptonica. */
  export interface Pix {
    get_w(): number
    get_h(): number
    /** Bits of a pixel. */
    get_d(): number
    /** Words of 32 bits in a row. */
    get_wpl(): number
    /** Address of the pixels. */
    get_data(): number
  }
  interface Tesseract {
    FS: { writeFile(path: string, bytes: Uint8Array): void }
    TessBaseAPI: new () => {
      /** 0: done. `engine`: 1 is the network alone. */
      Init(folder: string, languages: string, engine: number): number
      /** Takes the file `/input`. `orientation` as EXIF has it. 0: done. */
      SetImageFile(orientation: number, angle: number): number
      /** Its pixels have 1, 8 or 32 bits. */
      GetInputImage(): Pix
      GetUTF8Text(): string
      GetTSVText(page: number): string
      /** 0 to 100. */
      MeanTextConf(): number
    }
  }
  export default function createTesseract(settings: {
    print(line: string): void
    printErr(line: string): void
    instantiateWasm(imports: WebAssembly.Imports, received: (instance: WebAssembly.Instance) => void): object
  }): Promise<Tesseract>
}
