import { expect, test } from 'bun:test'
import { AppError } from '@collabry/runtime/errors'
import { callerOf } from '../../test/fakes/caller'
import { failureOf } from '../../test/fakes/failure'
import { fixedRag } from '../../test/fakes/rag'
import type { TakenUpload, UploadSource, UploadTask } from './ports'
import { meteredUploads, rememberIdle } from './rag-client'

const head = { filename: 'a.txt', contentType: 'text/plain', metadata: {}, notebookId: '', publish: false }
async function* pieces() {
  yield Buffer.from('Light ')
  yield Buffer.from('leaves.')
}
const source = (filename = 'a.txt'): UploadSource => ({ bytes: pieces(), head: () => ({ ...head, filename }) })

test('an upload is counted with its bytes once it was taken, and not when it was refused', async () => {
  const counted: object[] = []
  const documents: string[] = []
  let refuse = false
  let isNew = true
  const taking = {
    ...fixedRag([]).rag,
    async upload({ bytes }: UploadSource) {
      for await (const _piece of bytes);
      if (refuse) throw new AppError('overloaded', 'Full.')
      return { taskId: 't1', isNew } as TakenUpload
    },
  }
  const left = { bytes: 100, held: 0 }
  const hold = async () => {
    left.held++
    return {
      takeBytes(bytes: number) {
        left.bytes -= bytes
        if (left.bytes < 0) throw new AppError('quota_exceeded', 'Enough.')
      },
      takeDocument: (key: string) => void documents.push(key),
      [Symbol.dispose]: () => void left.held--,
    }
  }
  const rag = meteredUploads(taking, ({ userId }, amounts) => void counted.push({ userId, ...amounts }), { hold })
  expect(await rag.upload(source(), callerOf('ann'))).toMatchObject({ taskId: 't1' })
  isNew = false // the same document again
  await rag.upload(source(), callerOf('ann'))
  await rag.upload(source('b.txt'), callerOf('ann'))
  expect([documents[0] === documents[1], documents[1] === documents[2]]).toEqual([true, false])
  refuse = true
  expect(await failureOf(rag.upload(source(), callerOf('ann')))).toMatchObject({ code: 'overloaded' })
  refuse = false
  left.bytes = 10
  expect(await failureOf(rag.upload(source(), callerOf('ann')))).toMatchObject({ code: 'quota_exceeded' })
  expect(left.held).toBe(0)
  expect(counted).toEqual([{ userId: 'ann', documents: 1, bytes: 13 }])
})

test('that a user has no document in processing is remembered for a second, and forgotten at an upload or a retry', async () => {
  const processing: Record<string, number> = { ann: 0, bob: 0 }
  const asked: string[] = []
  let nowMs = 0
  let meanwhile = async () => {}
  const counting = {
    ...fixedRag([]).rag,
    async checkSources(_: string[], { userId }: { userId: string }) {
      asked.push(userId)
      const documentsProcessing = processing[userId] ?? 0
      await meanwhile()
      return { documentsProcessing }
    },
    upload: async (_: UploadSource, { userId }: { userId: string }) => {
      processing[userId] = 1
      return { taskId: 't1', isNew: true } as TakenUpload
    },
    retryTask: async (_: string, { userId }: { userId: string }) => {
      processing[userId] = 2
      return { taskId: 't1' } as UploadTask
    },
  }
  const rag = rememberIdle(counting, () => nowMs)
  const countOf = async (user: string) => (await rag.checkSources([], callerOf(user))).documentsProcessing
  const askedBy = (user: string) => asked.filter((one) => one === user).length

  for (const user of ['ann', 'ann', 'bob', 'ann']) expect(await countOf(user)).toBe(0)
  expect([askedBy('ann'), askedBy('bob')]).toEqual([1, 1])
  nowMs += 10
  await rag.upload(source(), callerOf('ann'))
  nowMs += 10
  expect([await countOf('ann'), await countOf('bob')]).toEqual([1, 0])
  await rag.retryTask('t1', callerOf('bob'))
  nowMs += 10
  expect([await countOf('bob'), await countOf('ann'), await countOf('ann')]).toEqual([2, 1, 1])
  expect([askedBy('ann'), askedBy('bob')]).toEqual([4, 2])

  // Through another gateway.
  processing.ann = 0
  expect([await countOf('ann'), await countOf('ann')]).toEqual([0, 0])
  processing.ann = 3
  nowMs += 1_000
  expect(await countOf('ann')).toBe(3)

  // Named documents are looked for each time.
  processing.ann = 0
  await countOf('ann')
  const before = askedBy('ann')
  await rag.checkSources(['d1'], callerOf('ann'))
  expect(askedBy('ann')).toBe(before + 1)

  // An upload that ends while the count is on its way.
  nowMs += 1_000
  meanwhile = async () => void (await rag.upload(source(), callerOf('ann')))
  expect(await countOf('ann')).toBe(0)
  meanwhile = async () => {}
  expect(await countOf('ann')).toBe(1)
})

test('requests of a user that ask at the same time share one count, which ends with none of them and is not kept when it fails', async () => {
  const calls: PromiseWithResolvers<{ documentsProcessing: number }>[] = []
  const waiting = {
    ...fixedRag([]).rag,
    checkSources(_: string[], { signal }: { signal: AbortSignal }) {
      const call = Promise.withResolvers<{ documentsProcessing: number }>()
      signal.addEventListener('abort', () => call.reject(new AppError('cancelled', 'The caller cancelled.')))
      calls.push(call)
      return call.promise
    },
  }
  const rag = rememberIdle(waiting, () => 0)
  const ask = (user: string, signal = new AbortController().signal) => rag.checkSources([], { ...callerOf(user), signal })
  const leaving = new AbortController()

  const asked = [ask('ann', leaving.signal), ask('ann'), ask('ann')]
  const other = ask('bob')
  expect(calls).toHaveLength(2)
  leaving.abort()
  calls[0]?.resolve({ documentsProcessing: 4 })
  calls[1]?.reject(new AppError('unavailable', 'It is down.'))
  expect(await Promise.all(asked)).toEqual(Array(3).fill({ documentsProcessing: 4 }))
  expect(await failureOf(other)).toMatchObject({ code: 'unavailable' })

  const again = [ask('ann'), ask('bob')]
  expect(calls).toHaveLength(4)
  for (const call of calls) call.resolve({ documentsProcessing: 0 })
  expect(await Promise.all(again)).toEqual(Array(2).fill({ documentsProcessing: 0 }))
})
