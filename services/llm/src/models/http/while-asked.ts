import { AppError } from '@collabry/runtime/errors'

/** Waits for work that others wait for too: an abort ends this wait and leaves the work alone. */
export function whileAsked<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = () =>
      reject(signal.reason instanceof AppError ? signal.reason : new AppError('cancelled', 'The caller cancelled.'))
    if (signal.aborted) abort()
    signal.addEventListener('abort', abort)
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort))
  })
}
