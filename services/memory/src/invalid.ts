import { AppError } from '@collabry/runtime/errors'

/** A field that breaks its rule; `message` goes on behind the field's name. */
export const invalid = (field: string, message: string) =>
  new AppError('validation_error', `${field} ${message}.`, { fields: [{ field, message }] })
