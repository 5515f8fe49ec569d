import { expect, test } from 'bun:test'
import type { Documents } from './store'
import { claimed, indexed, LEASE_MS, upload } from './uploads.contract'

export function queueContract(open: () => Promise<Documents>): void {
  test('a task is told to its owner and forbidden to others', async () => {
    await using documents = await open()
    const { task } = await documents.tasks.submit('ann', upload('a.txt', 'one'))
    expect(await documents.tasks.get('ann', task.taskId)).toEqual(task)
    await expect(documents.tasks.get('bob', task.taskId)).rejects.toMatchObject({ code: 'forbidden' })
    expect(await documents.tasks.get('bob', 'unknown')).toBeUndefined()
  })

  test('a leased task is claimed once, and again when its lease is over or given back', async () => {
    await using documents = await open()
    const { tasks } = documents
    await tasks.submit('ann', upload('a.txt', 'one'))
    const first = await tasks.claim(1)
    await Bun.sleep(5)
    const second = await claimed(documents)
    expect(second.fence).toBeGreaterThan(first?.fence ?? 0)
    expect(await tasks.claim(LEASE_MS)).toBeUndefined()
    expect(first && (await tasks.report(first, LEASE_MS, { chunksTotal: 9 }))).toBe(false)
    expect(first && (await tasks.finish(first, indexed()))).toBe(false)
    await tasks.finish(second, { kind: 'released', statusDetail: 'Waiting.', retryInMs: 0 })
    expect(await tasks.finish(await claimed(documents), indexed())).toBe(true)
    expect(await tasks.backlog()).toEqual({ waiting: 0, oldestAgeMs: 0 })
  })

  test('users are served in turn, however much one of them has waiting', async () => {
    await using documents = await open()
    for (let n = 0; n < 6; n += 1) await documents.tasks.submit('ann', upload(`${n}.txt`, 'x'))
    for (let n = 0; n < 2; n += 1) await documents.tasks.submit('bob', upload(`${n}.txt`, 'x', { userId: 'bob' }))
    const order: string[] = []
    for (let n = 0; n < 6; n += 1) order.push((await claimed(documents)).userId)
    expect(order).toEqual(['ann', 'bob', 'ann', 'bob', 'ann', 'ann'])
  })

  test('users who are left out are not served, and are afterwards', async () => {
    await using documents = await open()
    for (const userId of ['ann', 'bob']) await documents.tasks.submit(userId, upload('a.txt', 'x', { userId }))
    expect(await documents.tasks.claim(LEASE_MS, ['ann', 'bob', '"'])).toBeUndefined()
    expect((await documents.tasks.claim(LEASE_MS, ['ann']))?.userId).toBe('bob')
    expect((await documents.tasks.claim(LEASE_MS))?.userId).toBe('ann')
  })

  test('progress is told, and a later attempt goes on from it', async () => {
    await using documents = await open()
    const { tasks } = documents
    const { task } = await tasks.submit('ann', upload('a.txt', 'one'))
    const job = await claimed(documents)
    await tasks.report(job, LEASE_MS, { chunksTotal: 100, chunksProcessed: 64, embeddingModel: 'm', statusDetail: 'Indexing.' })
    const told = { chunksTotal: 100, chunksProcessed: 64, statusDetail: 'Indexing.', attempts: 1, status: 'processing' }
    expect(await tasks.get('ann', task.taskId)).toMatchObject(told)
    await tasks.finish(job, { kind: 'released', statusDetail: 'Waiting.', retryInMs: 0 })
    expect(await claimed(documents)).toMatchObject({ chunksProcessed: 64, embeddingModel: 'm' })
  })

  test('the third retryable failure of a document ends it, with the reason', async () => {
    await using documents = await open()
    const { tasks, catalogue } = documents
    const { task } = await tasks.submit('ann', upload('a.txt', 'one'))
    for (let n = 1; n <= 3; n += 1) {
      expect((await tasks.get('ann', task.taskId))?.status).toBe('processing')
      await tasks.finish(await claimed(documents), { kind: 'retryable', reason: 'It fell.', retryInMs: 0 })
    }
    expect(await tasks.get('ann', task.taskId)).toMatchObject({ status: 'failed', error: 'It fell.', attempts: 3 })
    expect((await catalogue.get('ann', task.documentId))?.status).toBe('failed')
    expect(await tasks.claim(LEASE_MS)).toBeUndefined()
  })

  test('a released task waits as long as it is told to', async () => {
    await using documents = await open()
    await documents.tasks.submit('ann', upload('a.txt', 'one'))
    await documents.tasks.finish(await claimed(documents), { kind: 'released', statusDetail: 'Away.', retryInMs: 60_000 })
    expect(await documents.tasks.claim(LEASE_MS)).toBeUndefined()
  })
}
