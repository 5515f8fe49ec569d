import { AppError } from '@collabry/runtime/errors'
import { MongoServerError } from 'mongodb'

/** Runs work on the store; what the driver says stays inside. */
export async function translateErrors<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (cause) {
    if (cause instanceof AppError || (cause instanceof Error && cause.name === 'AbortError')) throw cause
    throw new AppError('unavailable', "The session store can't be used now; try again.", { cause, retryAfterMs: 1_000 })
  }
}

export const isDuplicate = (error: unknown): boolean => error instanceof MongoServerError && error.code === 11_000

/** Two first writes of one document may meet: the second try finds it there. */
export async function retryDuplicate<T>(work: () => Promise<T>): Promise<T> {
  for (let triesLeft = 5; ; triesLeft--) {
    try {
      return await work()
    } catch (error) {
      if (triesLeft === 0 || !isDuplicate(error)) throw error
    }
  }
}
