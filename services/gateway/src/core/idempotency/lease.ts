import { AppError } from '@collabry/runtime/errors'
import type { Caller } from '../caller'
import type { HeldRequest, IdempotentRequests, KeptAnswer } from './requests'

/** A third of the 60 s for which a request is held. */
const RENEW_MS = 20_000

/** Above it no answer is kept; memory takes 3,000,000 bytes. */
export const ANSWER_BYTES_MAX = 3_000_000

/** A request that is being done: held until it is settled, once, with its answer or without. */
export interface Hold {
  settle(answer: KeptAnswer | undefined): Promise<void>
}

/** `onFailure`: an answer that could not be kept is given all the same; the next try does the work again. */
export function holdRequest(
  requests: IdempotentRequests,
  held: HeldRequest,
  caller: Caller,
  onFailure: (error: unknown) => void,
): Hold {
  // The client may be gone when there is something to keep.
  const own = { ...caller, signal: new AbortController().signal }
  const timer = setInterval(() => void requests.renew(held, own).catch(onFailure), RENEW_MS)
  let settled: Promise<void> | undefined
  const settle = async (answer: KeptAnswer | undefined) => {
    clearInterval(timer)
    try {
      if (!answer) return await requests.release(held, own)
      await requests.complete(held, answer, own)
    } catch (error) {
      onFailure(error)
      if (error instanceof AppError && error.code === 'payload_too_large') await requests.release(held, own).catch(onFailure)
    }
  }
  return {
    settle(answer) {
      settled ??= settle(answer)
      return settled
    },
  }
}
