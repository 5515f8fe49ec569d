import { expect, test } from 'bun:test'
import type { DocumentSettings, Documents } from './store'
import { claimed, indexed, LEASE_MS, upload } from './uploads.contract'

const failed = { kind: 'failed', reason: 'Unreadable.' } as const
const begun = { status: 'processing', error: '', completedAtMs: 0, chunksProcessed: 0, chunksTotal: 0 }

export function cancelRetryContract(open: (settings?: DocumentSettings) => Promise<Documents>): void {
  test('a cancelled upload has failed, whoever works on it loses it, and others can cancel nothing', async () => {
    await using documents = await open()
    const { tasks, catalogue, garbage } = documents
    const waiting = await tasks.submit('ann', upload('a.txt', 'one'))
    expect(await tasks.cancel('bob', waiting.task.taskId)).toBeUndefined()
    expect(await tasks.cancel('ann', 'unknown')).toBeUndefined()
    expect(await tasks.cancel('ann', waiting.task.taskId)).toMatchObject({ status: 'failed', error: 'It was cancelled.' })
    expect(await tasks.claim(LEASE_MS)).toBeUndefined()
    expect((await catalogue.get('ann', waiting.task.documentId))?.status).toBe('failed')

    const worked = await tasks.submit('ann', upload('b.txt', 'two'))
    const job = await claimed(documents)
    await tasks.report(job, LEASE_MS, { chunksTotal: 3, chunksProcessed: 1 })
    await tasks.cancel('ann', worked.task.taskId)
    expect(await tasks.report(job, LEASE_MS)).toBe(false)
    expect(await catalogue.hidden('ann')).toMatchObject([{ documentId: job.documentId, version: 1 }])
    expect(await garbage.tombstones(10)).toEqual([]) // the worker may still write
    expect(await tasks.finish(job, indexed())).toBe(false)
    expect(await garbage.tombstones(10)).toMatchObject([{ below: 2, blobIds: [job.textId] }])
    expect(await tasks.get('ann', worked.task.taskId)).toMatchObject({ status: 'failed', error: 'It was cancelled.' })
  })

  test('an upload that has ended can not be cancelled any more', async () => {
    await using documents = await open()
    const { task } = await documents.tasks.submit('ann', upload('a.txt', 'one'))
    await documents.tasks.finish(await claimed(documents), indexed())
    expect(await documents.tasks.cancel('ann', task.taskId)).toMatchObject({ status: 'completed', error: '' })
    expect(await documents.catalogue.get('ann', task.documentId)).toMatchObject({ version: 1, status: 'completed' })
  })

  test('a failed upload begins anew as the newest version, while the deleted one is swept', async () => {
    await using documents = await open()
    const { tasks, catalogue, garbage } = documents
    const { task } = await tasks.submit('ann', upload('a.txt', 'one'))
    await expect(tasks.retry('ann', task.taskId)).rejects.toMatchObject({ code: 'failed_precondition' })
    const first = await claimed(documents)
    await tasks.report(first, LEASE_MS, { chunksTotal: 3, chunksProcessed: 1, embeddingModel: 'm' })
    await tasks.finish(first, failed)
    expect(await tasks.retry('bob', task.taskId)).toBeUndefined()
    expect(await tasks.retry('ann', task.taskId)).toMatchObject({ taskId: task.taskId, ...begun })
    expect(await catalogue.get('ann', task.documentId)).toMatchObject({ status: 'processing', version: 0 })
    const [tombstone] = await garbage.tombstones(10)
    expect(tombstone).toMatchObject({ below: 2, blobIds: [first.textId] })
    if (tombstone) await garbage.swept(tombstone)
    const second = await claimed(documents)
    expect(second).toMatchObject({ version: 2, blobId: first.blobId, chunksProcessed: 0, embeddingModel: '' })
    expect(second.textId).not.toBe(first.textId)
    expect(await tasks.report(first, LEASE_MS)).toBe(false)
    expect(await tasks.finish(second, indexed())).toBe(true)
    expect(await catalogue.get('ann', task.documentId)).toMatchObject({ status: 'completed', version: 2 })
    expect(await garbage.tombstones(10)).toEqual([])
  })

  test('one that was never read can be tried again, and one of a deleted document can not', async () => {
    await using documents = await open()
    const { tasks, catalogue } = documents
    const { task } = await tasks.submit('ann', upload('a.txt', 'one'))
    await tasks.finish(await claimed(documents), failed)
    await tasks.retry('ann', task.taskId)
    await tasks.finish(await claimed(documents), failed)
    await catalogue.delete('ann', task.documentId)
    await expect(tasks.retry('ann', task.taskId)).rejects.toMatchObject({ code: 'failed_precondition' })
  })

  test('bytes of a failed upload are kept for a while, and those of a deleted document no longer', async () => {
    const unreadable = async (documents: Documents, filename: string) => {
      await documents.tasks.submit('ann', upload(filename, 'one'))
      const job = await claimed(documents)
      await documents.tasks.finish(job, failed)
      return job
    }
    await using long = await open()
    const kept = await unreadable(long, 'a.txt')
    expect(await long.garbage.expired(10)).toEqual([])
    await long.catalogue.delete('ann', kept.documentId)
    expect(await long.garbage.expired(10)).toEqual([kept.blobId])

    await using short = await open({ keepFailedMs: 0 })
    const { taskId, blobId } = await unreadable(short, 'a.txt')
    expect(await short.garbage.expired(10)).toEqual([blobId])
    expect(await short.garbage.expired(10)).toEqual([])
    expect(await short.garbage.needed([blobId])).toEqual(new Set())
    await expect(short.tasks.retry('ann', taskId)).rejects.toMatchObject({ code: 'failed_precondition' })
  })
}
