declare module 'hyphen/*' {
  export function hyphenateSync(text: string, options: { hyphenChar: string; minWordLength?: number }): string
}
declare module 'snowball-stemmers' {
  export function newStemmer(language: string): { stem(word: string): string }
}
declare module 'tesseract.js-core/tesseract-core-simd-lstm.js' {
  interface Tesseract {
    FS: { writeFile(path: string, bytes: Uint8Array): void }
    TessBaseAPI: new () => {
      /** 0: done. `engine`: 1 is the network alone. */
      Init(folder: string, languages: string, engine: number): number
      /** Takes the file `/input`. `orientation` as EXIF has it. 0: done. */
      SetImageFile(orientation: number, angle: number): number
      GetUTF8Text(): string
      /** 0 to 100. */
      MeanTextConf(): number
    }
  }
  export default function createTesseract(settings: {
    print(line: string): void
    printErr(line: string): void
  }): Promise<Tesseract>
}
