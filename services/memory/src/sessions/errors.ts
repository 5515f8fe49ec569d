import { AppError } from '@collabry/runtime/errors'
import { invalid } from '../invalid'

export const sessionNotFound = () => new AppError('not_found', 'There is no session with this id.')

export const messageNotFound = () => new AppError('not_found', 'There is no answer with this message id in the session.')

export const turnEnded = () => new AppError('failed_precondition', 'This turn has ended; begin a new one.')

export const offsetBeyond = (savedChars: number) =>
  invalid('offset', `must be at most the ${savedChars} characters that are saved; send the text again from there`)

export const textTooLong = (charsMax: number) => invalid('text', `makes the message longer than ${charsMax} characters`)
