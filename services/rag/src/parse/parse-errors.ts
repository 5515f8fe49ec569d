import { AppError } from '@collabry/runtime/errors'

/** Why a file can't be read: a sentence for its owner that says what to do. */
export const unreadable = (reason: string, cause?: unknown) => new AppError('validation_error', reason, { cause })

export const EMPTY = 'The file is empty; upload one with text in it.'
export const WITHOUT_TEXT = 'The file has no text in it; upload one with text.'

/** Exit codes of the process that reads a file: its output is the text; the reason of a refusal; or nothing, as OcrRequired says. */
export const EXIT = { read: 0, refused: 3, ocrRequired: 4 } as const

/** The text of the file is in pictures: reading goes on in a process that may take the time to recognise it. */
export class OcrRequired extends Error {
  override name = 'OcrRequired'
}
