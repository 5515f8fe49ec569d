import { AppError } from '@collabry/runtime/errors'
import type { Embedded } from '../model'
import { type Call, type Refusal, runCall, type ServerLimits } from './call'
import { brokenAnswer, embedRefusal } from './errors'

interface Steps {
  /** All texts in one request. Rejects with an error that isTooLong recognises when the server refuses a text as too long. */
  together: (call: Call) => Promise<Float32Array[]>
  /** The texts one by one, so that a long text affects no other and it is known which ones were cut. */
  oneByOne: (call: Call) => Promise<Embedded>
}

/** Embeds one batch through either API: all texts together, and one by one when one of them is too long. */
export const embedCall = (server: ServerLimits, steps: Steps, signal: AbortSignal): Promise<Embedded> =>
  runCall(server, signal, (call) =>
    steps.together(call).then(
      (vectors): Embedded => ({ vectors, textsCut: 0 }),
      (error: unknown) => {
        if (!isTooLong(error)) throw error
        return steps.oneByOne(call)
      },
    ),
  )

const TOO_LONG = Symbol('too long')

export const isTooLong = (error: unknown): boolean => error instanceof AppError && error.cause === TOO_LONG

/** Refusals of an embedding. `saysTooLong` recognises how this API reports that a text is too long for the model. */
export const embedRefusalOf =
  (saysTooLong: (status: number, message: string) => boolean): Refusal =>
  (status, message) =>
    saysTooLong(status, message)
      ? new AppError('upstream_error', 'A text is longer than the embedding model takes.', { cause: TOO_LONG })
      : embedRefusal(status, message)

/** The vector scaled to length 1. */
export function normalizeVector(components: number[]): Float32Array {
  const length = Math.hypot(...components)
  if (!(length > 0) || !Number.isFinite(length)) throw brokenAnswer('a vector of length 0, or not of numbers')
  return Float32Array.from(components, (component) => component / length)
}
