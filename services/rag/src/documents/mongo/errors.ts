import { AppError } from '@collabry/runtime/errors'
import { MongoError, MongoServerError } from 'mongodb'

/** Runs work on the store; what the driver says stays inside. */
export async function onStore<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work()
  } catch (cause) {
    if (!(cause instanceof MongoError)) throw cause
    throw new AppError('unavailable', 'The documents can’t be used now; try again later.', { cause, retryAfterMs: 1_000 })
  }
}

export const isDuplicate = (error: unknown): boolean => error instanceof MongoServerError && error.code === 11_000
