import { expect, test } from 'bun:test'
import { AppError } from '@collabry/runtime/errors'
import { callerOf } from '../../test/fakes/caller'
import { failureOf } from '../../test/fakes/failure'
import { fixedRag } from '../../test/fakes/rag'
import type { TakenUpload, UploadSource } from './ports'
import { meteredUploads } from './rag-client'

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
