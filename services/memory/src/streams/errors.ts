import { AppError } from '@collabry/runtime/errors'
import { fieldError } from '@collabry/runtime/validation'
import { LOG_BYTES_MAX } from './store'

export const streamNotFound = () => new AppError('not_found', 'There is no stream with this id.')

export const streamTaken = () => new AppError('failed_precondition', 'A stream with this id is there already.')

export const tooManyStreams = () =>
  new AppError('rate_limited', 'Too many resumable streams are written at once; let some of them end first.', {
    retryAfterMs: 1_000,
  })

export const streamEnded = () => new AppError('failed_precondition', 'This stream has ended, or another producer has it.')

export const streamGap = (count: number) => fieldError('first', `must be at most ${count + 1}: only ${count} events are logged`)

export const streamFull = () =>
  new AppError('payload_too_large', `The log of one stream holds at most ${LOG_BYTES_MAX} bytes; end it.`)

export const ownerFull = (bytesMax: number) =>
  new AppError('payload_too_large', `The logs of the resumable streams of one user hold at most ${bytesMax} bytes; end some.`)

export const ticketNotFound = () => new AppError('not_found', 'This ticket is unknown, used or expired; ask for a new one.')
