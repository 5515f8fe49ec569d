import { expect, test } from 'bun:test'
import type { DocumentSettings, Documents } from './store'
import { claimed, complete, indexed, LEASE_MS, upload } from './uploads.contract'

export function garbageContract(open: (settings?: DocumentSettings) => Promise<Documents>): void {
  test('deleted versions are swept once nobody works on them, and never one that lives', async () => {
    await using documents = await open()
    const { tasks, catalogue, garbage } = documents
    const one = await complete(documents, 'ann', upload('a.txt', 'one'))
    const two = await complete(documents, 'ann', upload('a.txt', 'two'))
    const { documentId, storeOwner } = two
    expect(await garbage.tombstones(10)).toEqual([{ documentId, storeOwner, below: 2, blobIds: [one.textId] }])
    const [tombstone] = await garbage.tombstones(10)
    if (tombstone) await garbage.swept(tombstone)
    expect(await garbage.tombstones(10)).toEqual([])

    await tasks.submit('ann', upload('a.txt', 'three'))
    const three = await claimed(documents)
    await catalogue.delete('ann', documentId)
    expect(await garbage.tombstones(10)).toMatchObject([{ below: 3 }])
    await tasks.finish(three, { kind: 'released', statusDetail: '', retryInMs: 0 })
    expect(await garbage.tombstones(10)).toMatchObject([{ below: 4 }])
  })

  test('a failed version above a living one waits for that one', async () => {
    await using documents = await open()
    await complete(documents, 'ann', upload('a.txt', 'one'))
    await documents.tasks.submit('ann', upload('a.txt', 'two'))
    const failed = await claimed(documents)
    await documents.tasks.report(failed, LEASE_MS, { chunksTotal: 3 })
    await documents.tasks.finish(failed, { kind: 'failed', reason: 'Unreadable.' })
    expect(await documents.garbage.tombstones(10)).toEqual([])
    expect(await documents.catalogue.hidden('ann')).toMatchObject([{ version: 2 }])
    await complete(documents, 'ann', upload('a.txt', 'three'))
    expect(await documents.garbage.tombstones(10)).toMatchObject([{ below: 3 }])
  })

  test('a version that was never read leaves nothing to hide and nothing to sweep', async () => {
    await using documents = await open()
    await documents.tasks.submit('ann', upload('a.txt', 'one'))
    const { blobId, textId } = await claimed(documents)
    await documents.tasks.submit('bob', upload('b.txt', 'x', { userId: 'bob' }))
    const job = await claimed(documents)
    await documents.tasks.finish(job, { kind: 'failed', reason: 'Unreadable.' })
    expect(await documents.catalogue.hidden('bob')).toEqual([])
    expect(await documents.garbage.tombstones(10)).toEqual([])
    // Its bytes are kept for another try.
    expect(await documents.garbage.needed([job.blobId, job.textId, blobId, textId])).toEqual(
      new Set([blobId, textId, job.blobId]),
    )
  })

  test('blobs are needed as long as a version may be read from them', async () => {
    await using documents = await open()
    const { garbage, tasks } = documents
    await tasks.submit('ann', upload('a.txt', 'one'))
    const job = await claimed(documents)
    expect(await garbage.needed([job.blobId, job.textId, 'other'])).toEqual(new Set([job.blobId, job.textId]))
    await tasks.finish(job, indexed())
    expect(await garbage.needed([job.blobId, job.textId])).toEqual(new Set([job.textId]))
  })

  test('an upload that ended long ago is forgotten once nothing needs it, whoever else still has one', async () => {
    await using documents = await open({ keepFailedMs: 0 })
    const { tasks, catalogue, garbage } = documents
    const forget = () => garbage.forgetTasks(1, 10)
    const known = async (userId: string, taskId: string) => (await tasks.get(userId, taskId)) !== undefined
    const living = await complete(documents, 'ann', upload('a.txt', 'one'))
    const again = await tasks.submit('ann', upload('a.txt', 'one'))
    await tasks.submit('ann', upload('b.txt', 'two'))
    const unreadable = await claimed(documents)
    await tasks.finish(unreadable, { kind: 'failed', reason: 'Unreadable.' })
    await complete(documents, 'bob', upload('a.txt', 'one', { userId: 'bob' }))
    const replaced = await complete(documents, 'bob', upload('a.txt', 'two', { userId: 'bob' }))
    const newest = await complete(documents, 'bob', upload('a.txt', 'three', { userId: 'bob' }))
    const waiting = await tasks.submit('bob', upload('c.txt', 'x', { userId: 'bob' }))
    await Bun.sleep(5)

    expect(await garbage.forgetTasks(60_000, 10)).toBe(false)
    expect(await known('ann', again.task.taskId)).toBe(true)
    await forget()
    expect(await known('ann', again.task.taskId)).toBe(false)
    expect(await known('ann', living.taskId)).toBe(true) // its version is what is found
    expect(await known('ann', unreadable.taskId)).toBe(true) // its bytes are not swept
    expect(await known('bob', replaced.taskId)).toBe(true) // nor are its chunks
    expect(await garbage.expired(10)).toEqual([unreadable.blobId])
    for (const tombstone of await garbage.tombstones(10)) await garbage.swept(tombstone)
    await forget()
    expect(await known('ann', unreadable.taskId)).toBe(false)
    expect(await known('bob', replaced.taskId)).toBe(false)
    expect(await known('bob', newest.taskId)).toBe(true)
    expect(await known('bob', waiting.task.taskId)).toBe(true)

    expect(await catalogue.get('ann', living.documentId)).toMatchObject({ version: 1, status: 'completed' })
    const next = await complete(documents, 'ann', upload('b.txt', 'three'))
    expect(next.version).toBeGreaterThan(unreadable.version)
    expect(await garbage.tombstones(10)).toEqual([])
  })

  test('many are forgotten batch by batch, and what can be tried again is not', async () => {
    await using documents = await open()
    const { tasks, garbage } = documents
    for (let n = 0; n < 3; n += 1) {
      await complete(documents, 'ann', upload(`${n}.txt`, 'one'))
      await tasks.submit('ann', upload(`${n}.txt`, 'one'))
    }
    await tasks.submit('ann', upload('f.txt', 'x'))
    const failed = await claimed(documents)
    await tasks.finish(failed, { kind: 'failed', reason: 'Unreadable.' })
    await Bun.sleep(5)
    expect([await garbage.forgetTasks(1, 2), await garbage.forgetTasks(1, 2)]).toEqual([true, false])
    expect(await tasks.retry('ann', failed.taskId)).toMatchObject({ status: 'processing' })
  })
}
