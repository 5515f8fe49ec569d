import { AppError } from '@collabry/runtime/errors'

/** Whether two names mean one model: a name without a tag has the tag `latest`, as model servers have it. */
export const isSameModel = (one: string, other: string): boolean => tagged(one) === tagged(other)

const tagged = (name: string) => (name.includes(':') ? name : `${name}:latest`)

/** The refusal of a name that no model has, as clients of OpenAI's API know it. */
export function modelNotFound(cause?: unknown): AppError {
  const message = 'is no model that is installed here; see GET /v1/models'
  return new AppError('model_not_found', `model ${message}.`, { cause, fields: [{ field: 'model', message }] })
}
