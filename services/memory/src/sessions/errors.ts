import { AppError } from '@collabry/runtime/errors'
import { fieldError } from '@collabry/runtime/validation'

export const sessionNotFound = () => new AppError('not_found', 'There is no session with this id.')

export const tooManySessions = (sessionsMax: number) =>
  new AppError('failed_precondition', `There are ${sessionsMax} sessions, as many as one user may have; delete some first.`)

export const messageNotFound = () => new AppError('not_found', 'There is no answer with this message id in the session.')

export const turnEnded = () => new AppError('failed_precondition', 'This turn has ended; begin a new one.')

export const offsetBeyond = (savedChars: number) =>
  fieldError('offset', `must be at most the ${savedChars} characters that are saved; send the text again from there`)

export const textTooLong = (charsMax: number) => fieldError('text', `makes the message longer than ${charsMax} characters`)
