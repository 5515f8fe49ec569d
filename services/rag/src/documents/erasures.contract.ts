import { expect, test } from 'bun:test'
import { type Documents, VERSIONS_APART } from './store'
import { claimed, complete, indexed, LEASE_MS, upload } from './uploads.contract'

export function erasureContract(open: () => Promise<Documents>): void {
  test('an erased user has nothing, is refused what was begun before, and begins anew above all older versions', async () => {
    await using documents = await open()
    const { erasures, catalogue, tasks, garbage } = documents
    await tasks.submit('ann', upload('u.txt', 'none'))
    const unreadable = await claimed(documents)
    await tasks.finish(unreadable, { kind: 'failed', reason: 'Unreadable.' })
    const done = await complete(documents, 'ann', upload('a.txt', 'one'))
    const shared = await complete(documents, 'ann', upload('p.txt', 'one', { publish: true }))
    const waiting = await tasks.submit('ann', upload('b.txt', 'two'))
    const job = await claimed(documents)
    await complete(documents, 'bob', upload('a.txt', 'one', { userId: 'bob' }))

    expect(await erasures.begin('ann', 7)).toBe('begun')
    expect(await catalogue.list('ann', { limit: 10, cursor: '', notebookId: '', query: '' })).toMatchObject({ total: 0 })
    expect(await catalogue.readable('bob', [shared.documentId])).toEqual([])
    expect((await catalogue.hidden('ann')).map(({ documentId }) => documentId)).toContain(done.documentId)
    expect(await tasks.get('ann', waiting.task.taskId)).toMatchObject({ status: 'failed' })
    // The sweep leaves it to the erasure, which counts what it removes.
    expect(await garbage.tombstones(10)).toEqual([])
    expect(await garbage.expired(10)).toEqual([])
    expect(await garbage.forgetTasks(0, 10)).toBe(false)
    expect((await tasks.get('ann', unreadable.taskId))?.status).toBe('failed')
    expect(await tasks.report(job, LEASE_MS)).toBe(false)
    await expect(erasures.epoch('ann')).rejects.toMatchObject({ code: 'unavailable' })
    await expect(tasks.submit('ann', upload('c.txt', 'x'))).rejects.toMatchObject({ code: 'failed_precondition' })
    await expect(tasks.submit('ann', upload('c.txt', 'x', { epoch: 7 }))).rejects.toMatchObject({ code: 'failed_precondition' })

    expect((await erasures.left('ann', 10)).isWorkedOn).toBe(true)
    expect(await tasks.finish(job, indexed())).toBe(false)
    const { documents: left, isWorkedOn } = await erasures.left('ann', 10)
    expect(isWorkedOn).toBe(false)
    expect(left.map(({ documentId }) => documentId).toSorted()).toEqual(
      [done.documentId, shared.documentId, waiting.task.documentId, unreadable.documentId].toSorted(),
    )
    expect(left.flatMap(({ blobIds }) => blobIds)).toEqual(expect.arrayContaining([done.textId, job.blobId, job.textId]))
    await erasures.forget(
      'ann',
      left.map(({ documentId }) => documentId),
    )
    expect((await erasures.left('ann', 10)).documents).toEqual([])
    await erasures.end('ann')

    expect(await tasks.get('ann', waiting.task.taskId)).toBeUndefined()
    expect(await catalogue.hidden('ann')).toEqual([])
    expect(await erasures.epoch('ann')).toBe(7)
    await expect(tasks.submit('ann', upload('c.txt', 'x'))).rejects.toMatchObject({ code: 'failed_precondition' })
    const again = await complete(documents, 'ann', upload('a.txt', 'one', { epoch: 7 }))
    expect(again.version).toBeGreaterThan(VERSIONS_APART)
    expect((await catalogue.list('bob', { limit: 10, cursor: '', notebookId: '', query: '' })).total).toBe(1)
  })

  test('an erasure is done once, by one at a time, and not again by an older number', async () => {
    await using documents = await open()
    const { erasures } = documents
    expect(await erasures.epoch('ann')).toBe(0)
    expect(await Promise.all([erasures.begin('ann', 7), erasures.begin('ann', 7)])).toEqual(
      expect.arrayContaining(['begun', 'held']),
    )
    expect(await erasures.unfinished()).toEqual([]) // someone is at it
    await erasures.end('ann')
    expect(await erasures.begin('ann', 7)).toBe('done')
    expect(await erasures.begin('ann', 6)).toBe('done')
    const { documentId } = await complete(documents, 'ann', upload('a.txt', 'one', { epoch: 7 }))
    expect(await documents.catalogue.get('ann', documentId)).toMatchObject({ version: 1 + VERSIONS_APART })
    expect(await erasures.begin('ann', 8)).toBe('begun')
    expect(await documents.catalogue.get('ann', documentId)).toBeUndefined()
    expect(await documents.tasks.claim(LEASE_MS)).toBeUndefined()
  })
}
