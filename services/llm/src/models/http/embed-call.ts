import { AppError } from '@collabry/runtime/errors'
import type { Embedded } from '../model'
import { type Call, openCall } from './call'
import { brokenAnswer, embedRefusal } from './errors'
import { reach } from './reach'
import type { Refusal } from './request'

interface Server {
  url: string
  connectMs: number
  totalMs: number
}

interface Steps {
  /** All texts in one request. Rejects with what isTooLong knows when the server refuses the length of one. */
  together: (call: Call) => Promise<Float32Array[]>
  /** The texts one by one, so that a long one costs the others nothing and it is known which were cut. */
  oneByOne: (call: Call) => Promise<Embedded>
}

/** One embedding of a batch, whatever the API: asked together, and one by one where a text is too long. */
export async function embedCall({ url, connectMs, totalMs }: Server, steps: Steps, signal: AbortSignal): Promise<Embedded> {
  const call = openCall(signal, totalMs)
  try {
    reach(url, connectMs).catch(call.fail)
    const embedded = await steps.together(call).then(
      (vectors): Embedded => ({ vectors, textsCut: 0 }),
      (error: unknown) => {
        if (!isTooLong(error)) throw error
        return steps.oneByOne(call)
      },
    )
    call.finished()
    return embedded
  } catch (error) {
    throw call.failure(error, brokenAnswer)
  } finally {
    call.close()
  }
}

const TOO_LONG = Symbol('too long')

export const isTooLong = (error: unknown): boolean => error instanceof AppError && error.cause === TOO_LONG

/** The refusals of an embedding; `saysTooLong` knows how this API words that a text is longer than the model takes. */
export const refusalOf =
  (saysTooLong: (status: number, words: string) => boolean): Refusal =>
  (status, words) =>
    saysTooLong(status, words)
      ? new AppError('upstream_error', 'A text is longer than the embedding model takes.', { cause: TOO_LONG })
      : embedRefusal(status, words)
