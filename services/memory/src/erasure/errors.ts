import { AppError } from '@collabry/runtime/errors'

export const erasureNotFound = () => new AppError('not_found', 'There is no erasure of this user with this epoch.')

export const userErased = () =>
  new AppError('failed_precondition', 'Everything of this user is being erased, or was after the request came; ask again.')
