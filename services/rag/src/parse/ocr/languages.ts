import { fileURLToPath } from 'node:url'
import { AppError } from '@collabry/runtime/errors'

/** Path of the data to recognise a language, which is a package of its own. Undefined: it is not installed. */
export function dataPath(language: string): string | undefined {
  try {
    return fileURLToPath(import.meta.resolve(`@tesseract.js-data/${language}/4.0.0_best_int/${language}.traineddata.gz`))
  } catch {
    return undefined
  }
}

/** Instead of languages: text in pictures is not read. */
export const NO_LANGUAGE = 'none'

/** The languages of the setting, `none` being none. Throws for one that is not installed. */
export function checkLanguages(setting: string[]): string[] {
  if (setting.length === 1 && setting[0] === NO_LANGUAGE) return []
  for (const language of setting) {
    if (dataPath(language) !== undefined) continue
    throw new AppError(
      'validation_error',
      `OCR_LANGUAGES: ${language} needs the package @tesseract.js-data/${language}; install it, or leave the language out.`,
    )
  }
  return setting
}
