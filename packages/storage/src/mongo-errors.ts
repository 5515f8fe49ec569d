import { AppError } from '@collabry/runtime/errors'
import { MongoError, MongoServerError } from 'mongodb'

/** Runs work on the store. Errors of the driver become `unavailable`; every other error passes unchanged. */
export async function translateErrors<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (cause) {
    if (!(cause instanceof MongoError)) throw cause
    throw new AppError('unavailable', "The store can't be used now; try again.", { cause, retryAfterMs: 1_000 })
  }
}

export const isDuplicate = (error: unknown): boolean => error instanceof MongoServerError && error.code === 11_000

/** Two insertions of one document may collide: the next try finds it. */
export async function retryDuplicate<T>(work: () => Promise<T>): Promise<T> {
  for (let triesLeft = 5; ; triesLeft--) {
    try {
      return await work()
    } catch (error) {
      if (triesLeft === 0 || !isDuplicate(error)) throw error
    }
  }
}
