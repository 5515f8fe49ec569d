import { AppError } from '@collabry/runtime/errors'
import { MongoClient, MongoError, MongoServerError } from 'mongodb'

/** Opens stores on a MongoDB server. Disposing of them closes the connection. */
export async function openOnMongo<Stores extends object>(
  uri: string,
  open: (client: MongoClient) => Promise<Stores>,
  watch?: (client: MongoClient) => void,
): Promise<Stores & AsyncDisposable> {
  const client = new MongoClient(uri, {
    // With these three, a read sees every write that was acknowledged.
    writeConcern: { w: 'majority', journal: true },
    readConcern: { level: 'majority' },
    readPreference: 'primary',
    serverSelectionTimeoutMS: 2_000,
    // A server that returns is used within 2 s: it is asked every second, and connections from before do not wait for it.
    heartbeatFrequencyMS: 1_000,
    connectTimeoutMS: 5_000,
    socketTimeoutMS: 10_000,
    maxPoolSize: 100,
    ignoreUndefined: true,
  })
  watch?.(client)
  try {
    return { ...(await open(client)), [Symbol.asyncDispose]: () => client.close() }
  } catch (cause) {
    await client.close()
    throw cause instanceof AppError
      ? cause
      : new AppError('unavailable', isRefused(cause) ? REFUSED : 'MongoDB can not be reached; check MONGO_URI.', { cause })
  }
}

const REFUSED = 'MongoDB refuses the user or the password of MONGO_URI, or what this user may do.'
/** Authentication failed, unauthorized, and Atlas's own code for both. */
const REFUSALS = new Set<unknown>([18, 13, 8000])
const isRefused = (cause: unknown) => cause instanceof MongoServerError && REFUSALS.has(cause.code)

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
