import { AppError } from '@collabry/runtime/errors'

/** A limit of the contract: broken, it is a validation_error that names the field. */
export function check(holds: boolean, field: string, message: string): asserts holds {
  if (!holds) throw new AppError('validation_error', `${field}: ${message}.`, { fields: [{ field, message }] })
}
