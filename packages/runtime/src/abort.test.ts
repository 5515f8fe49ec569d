import { expect, test } from 'bun:test'
import { abortError, signalWithTimeout, sleep, withAbort, withTimeout } from './abort'
import { AppError } from './errors'

const never = new Promise<never>(() => {})
const open = () => new AbortController().signal

test('a signal with a time limit aborts with the signal or after the time', async () => {
  const caller = new AbortController()
  const signal = signalWithTimeout(caller.signal, 60_000)
  caller.abort(new AppError('shutting_down', 'The service is shutting down.'))
  expect(abortError(signal)).toMatchObject({ code: 'shutting_down' })
  const expired = signalWithTimeout(open(), 1)
  await new Promise((resolve) => expired.addEventListener('abort', resolve, { once: true }))
  expect(abortError(expired)).toMatchObject({ code: 'timeout' })
})

test('a wait for work ends with the signal, with the time, or with the work', async () => {
  const caller = new AbortController()
  const waiting = withAbort(never, caller.signal)
  caller.abort()
  await expect(waiting).rejects.toMatchObject({ code: 'cancelled' })
  await expect(withAbort(Promise.resolve(1), caller.signal)).rejects.toMatchObject({ code: 'cancelled' })
  await expect(withAbort(Promise.resolve(1), open())).resolves.toBe(1)
  await expect(withTimeout(never, 1)).rejects.toMatchObject({ code: 'timeout' })
  await expect(withTimeout(never, 1, () => new Error('late'))).rejects.toThrow('late')
  await expect(withTimeout(Promise.resolve(1), 60_000)).resolves.toBe(1)
  const left = new AbortController()
  const both = withTimeout(never, 60_000, undefined, left.signal)
  left.abort()
  await expect(both).rejects.toMatchObject({ code: 'cancelled' })
  await expect(withTimeout(never, 1, undefined, open())).rejects.toMatchObject({ code: 'timeout' })
})

test('work that fails after nobody waits for it any more disturbs nobody', async () => {
  const { promise, reject } = Promise.withResolvers<never>()
  await expect(withTimeout(promise, 1)).rejects.toMatchObject({ code: 'timeout' })
  const seen: unknown[] = []
  const notice = (error: unknown) => void seen.push(error)
  process.on('unhandledRejection', notice)
  reject(new Error('late failure'))
  await new Promise((resolve) => setImmediate(resolve))
  process.off('unhandledRejection', notice)
  expect(seen).toEqual([])
})

test('a pause ends early when its signal aborts', async () => {
  const caller = new AbortController()
  const pause = sleep(60_000, caller.signal)
  caller.abort(new AppError('shutting_down', 'The service is shutting down.'))
  await expect(pause).rejects.toMatchObject({ code: 'shutting_down' })
  await expect(sleep(0, caller.signal)).rejects.toMatchObject({ code: 'shutting_down' })
  await sleep(1, open())
})
