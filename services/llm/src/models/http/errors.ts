import { AppError, toAppError } from '@collabry/runtime/errors'
import { fieldError } from '@collabry/runtime/validation'
import type { Refusal } from './call'

export const tooSlow = () => new AppError('timeout', 'The model did not begin to answer in time; try again.')
export const stalled = () => new AppError('timeout', 'The model stopped in the middle of its answer; try again.')

/** A failure of a call that has no code yet: a broken connection, or an answer of the wrong shape. */
export const brokenAnswer = (cause: unknown): AppError =>
  new AppError('upstream_error', 'The answer of the model broke off; try again.', { cause })

/** Refusals of a chat. An unknown model is the caller's mistake if the caller named it, ours if it is the configured one. */
export const chatRefusal =
  (model: string, isConfigured: boolean): Refusal =>
  (status, message) => {
    // Before the others, because the sentence has the name of the model in it.
    if (status === 400 && /thinking|reasoning/i.test(message))
      return unsupported('reasoning_effort', 'this model does not reason')
    if (status === 400 && /tool|function/i.test(message)) return unsupported('tools_json', 'this model cannot call functions')
    const cannotChat = status === 400 && /does not support chat/.test(message)
    if (status === 404 || cannotChat) {
      if (isConfigured) return noChatModel(`The chat model ${model} is not installed on the model server.`)
      return fieldError('model', cannotChat ? 'this model cannot chat' : 'no such model is installed', model)
    }
    if (status === 413) return fieldError('messages', 'longer than the model server takes; shorten it')
    if (status === 400 && /context (length|size|window)|too long/i.test(message))
      return new AppError('context_length_exceeded', 'The text is longer than the window of the model; shorten it.', {
        fields: [{ field: 'messages', message: 'longer than the window of the model; shorten it' }],
      })
    return (
      refused(status) ?? new AppError('upstream_error', 'The model failed; try again.', { cause: new Error(`status ${status}`) })
    )
  }

/** It lasts, unlike a server that is down: the field distinguishes it for callers. */
export const noChatModel = (sentence: string): AppError =>
  new AppError('unavailable', sentence, { fields: [{ field: 'model', message: 'is not installed' }] })

/** A wish that this model cannot honour. */
export const unsupported = (field: string, message: string): AppError =>
  new AppError('unsupported_parameter', `${field}: ${message}.`, { fields: [{ field, message }] })

const embedRefusal: Refusal = (status) => {
  if (status === 404 || status === 501) return new AppError('unavailable', 'There is no embedding model on the model server.')
  return (
    refused(status) ??
    new AppError('upstream_error', 'The embedding model failed; try again.', { cause: new Error(`status ${status}`) })
  )
}

const TOO_LONG = Symbol('too long')

export const isTooLong = (error: unknown): boolean => error instanceof AppError && error.cause === TOO_LONG

/** Refusals of an embedding. `saysTooLong` recognises how this API reports that a text is too long for the model. */
export const embedRefusalOf =
  (saysTooLong: (status: number, message: string) => boolean): Refusal =>
  (status, message) =>
    status === 413 || saysTooLong(status, message)
      ? new AppError('upstream_error', 'A text is longer than the embedding model takes.', { cause: TOO_LONG })
      : embedRefusal(status, message)

export const listRefusal: Refusal = (status) =>
  refused(status) ?? new AppError('upstream_error', `The model server answers with status ${status}.`)

export function unhealthyDetail(error: unknown): string {
  const { code, retryAfterMs, message } = toAppError(error)
  if (code !== 'unavailable') return 'The model server does not answer as it should.'
  return retryAfterMs === undefined ? message : 'The model server cannot be reached.'
}

/** Refusals whose meaning does not depend on the request. Lasting ones have no time after which to try again. */
function refused(status: number): AppError | undefined {
  if (status === 401 || status === 403) return new AppError('unavailable', 'The model server refuses the key of this service.')
  if (status >= 300 && status <= 399)
    return new AppError('unavailable', 'The model server redirects to another address, which must be set in its place.')
  if (status !== 429 && status !== 503) return undefined
  return new AppError('overloaded', 'The model server is busy; try again shortly.', { retryAfterMs: 2_000 })
}
