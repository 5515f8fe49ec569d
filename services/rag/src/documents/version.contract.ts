import { expect, test } from 'bun:test'
import type { LeftOut } from '../parse/parsed'
import type { Documents } from './store'
import { ENDED_MAX } from './tasks'
import { claimed, complete, indexed, LEASE_MS, upload } from './uploads.contract'

export function versionContract(open: () => Promise<Documents>): void {
  test('the same upload in flight is the same task, and its bytes are not needed', async () => {
    await using documents = await open()
    const first = await documents.tasks.submit('ann', upload('a.txt', 'one'))
    const again = await documents.tasks.submit('ann', upload('a.txt', 'one'))
    expect(first.bytesNeeded).toBe(true)
    expect(again).toMatchObject({ bytesNeeded: false, task: { taskId: first.task.taskId } })
    const ofBob = await documents.tasks.submit('bob', upload('a.txt', 'one', { userId: 'bob' }))
    expect(ofBob.bytesNeeded).toBe(true)
    expect(ofBob.task.documentId).not.toBe(first.task.documentId)
  })

  test('the same bytes of a searchable document complete at once and change its metadata alone', async () => {
    await using documents = await open()
    const { documentId } = await complete(documents, 'ann', upload('a.txt', 'one'))
    const again = await documents.tasks.submit('ann', upload('a.txt', 'one', { metadataJson: '{"a":1}' }))
    expect(again).toMatchObject({
      bytesNeeded: false,
      task: { status: 'completed', documentId, chunksTotal: 3, chunksProcessed: 3 },
    })
    expect(await documents.catalogue.get('ann', documentId)).toMatchObject({ version: 1, metadataJson: '{"a":1}' })
    expect(await documents.tasks.claim(LEASE_MS)).toBeUndefined()
  })

  test('of a document that is sent again and again only the newest uploads are remembered, and none of another', async () => {
    await using documents = await open()
    const { tasks } = documents
    const { taskId } = await complete(documents, 'ann', upload('b.txt', 'other'))
    await complete(documents, 'ann', upload('a.txt', 'one'))
    const sent = []
    for (let n = 0; n < ENDED_MAX + 2; n++) sent.push((await tasks.submit('ann', upload('a.txt', 'one'))).task.taskId)
    const left = await Promise.all(sent.map((id) => tasks.get('ann', id)))
    expect(left.slice(0, 2)).toEqual([undefined, undefined])
    expect(left.slice(3).every((task) => task?.status === 'completed')).toBe(true)
    expect(await tasks.get('ann', taskId)).toBeDefined()
  })

  test('the same bytes that an older reader has read are read anew, and what was left out of them is kept with the document', async () => {
    await using documents = await open()
    const { tasks, catalogue } = documents
    const leftOut: LeftOut[] = [{ kind: 'page', count: 1, sentence: 'Page 3 could not be read.' }]
    const read = async (readerVersion: number) => {
      const job = await claimed(documents)
      await tasks.report(job, LEASE_MS, { readerVersion })
      await tasks.finish(job, { kind: 'indexed', chunks: 3, embeddingModel: 'm', statusDetail: '', leftOut })
    }
    const { task } = await tasks.submit('ann', upload('a.pdf', 'one', { readerVersion: 2 }))
    await read(2)
    expect(await catalogue.get('ann', task.documentId)).toMatchObject({ version: 1, readerVersion: 2, leftOut })
    const same = await tasks.submit('ann', upload('a.pdf', 'one', { readerVersion: 2 }))
    expect(same).toMatchObject({ bytesNeeded: false, task: { status: 'completed' } })
    expect(same.task.statusDetail).toEndWith('Page 3 could not be read.')
    const newer = await tasks.submit('ann', upload('a.pdf', 'one', { readerVersion: 3 }))
    expect(newer).toMatchObject({ bytesNeeded: true, task: { status: 'processing' } })
    await read(3)
    expect(await catalogue.get('ann', task.documentId)).toMatchObject({ version: 2, readerVersion: 3 })
    expect((await tasks.submit('ann', upload('a.pdf', 'one', { readerVersion: 2 }))).bytesNeeded).toBe(false)

    const { epoch, blobId, contentHash } = upload('a.pdf', 'its text')
    const { documentId } = task
    await tasks.republish('ann', { epoch, documentId, version: 2, publish: true, metadataJson: '{}', blobId, contentHash })
    const job = await claimed(documents)
    expect(job).toMatchObject({ contentType: 'text/plain', readerVersion: 3 })
    await tasks.finish(job, { kind: 'indexed', chunks: 3, embeddingModel: 'm', statusDetail: '', leftOut: [] })
    expect(await catalogue.get('ann', documentId)).toMatchObject({ version: 3, readerVersion: 3, isPublic: true, leftOut })
  })

  test('changed bytes replace the version in one step, and an older upload never replaces a newer one', async () => {
    await using documents = await open()
    const { tasks, catalogue } = documents
    const { documentId } = await complete(documents, 'ann', upload('a.txt', 'one'))
    await tasks.submit('ann', upload('a.txt', 'two'))
    const older = await claimed(documents)
    await tasks.submit('ann', upload('a.txt', 'three', { metadataJson: '{"n":3}' }))
    const newer = await claimed(documents)
    expect([older.version, newer.version]).toEqual([2, 3])
    expect(await catalogue.get('ann', documentId)).toMatchObject({ version: 1, metadataJson: '{}', status: 'processing' })
    await tasks.finish(newer, indexed(7))
    expect(await catalogue.get('ann', documentId)).toMatchObject({ version: 3, chunks: 7, bytes: 5, metadataJson: '{"n":3}' })
    await tasks.finish(older, indexed(2))
    expect(await catalogue.get('ann', documentId)).toMatchObject({ version: 3, chunks: 7, status: 'completed' })
    expect((await tasks.get('ann', older.taskId))?.status).toBe('completed')
  })

  test('versions are hidden while they are written and once they are deleted, from those who could meet them', async () => {
    await using documents = await open()
    const { tasks, catalogue } = documents
    const { documentId } = await complete(documents, 'ann', upload('a.txt', 'one'))
    expect(await catalogue.hidden('ann')).toEqual([])
    await tasks.submit('ann', upload('a.txt', 'two'))
    expect(await catalogue.hidden('ann')).toEqual([])
    const job = await claimed(documents)
    expect(await catalogue.hidden('ann')).toEqual([{ documentId, version: 2, isPublic: false }])
    await tasks.finish(job, indexed())
    expect(await catalogue.hidden('ann')).toEqual([{ documentId, version: 1, isPublic: false }])
    expect(await catalogue.hidden('bob')).toEqual([])
    await tasks.submit('ann', upload('p.txt', 'two', { publish: true }))
    await claimed(documents)
    expect(await catalogue.hidden('bob')).toMatchObject([{ version: 1, isPublic: true }])
  })

  test('publishing a private document makes a new version under the other owner', async () => {
    await using documents = await open()
    const { documentId } = await complete(documents, 'ann', upload('a.txt', 'one'))
    const published = await complete(documents, 'ann', upload('a.txt', 'one', { publish: true }))
    expect(published).toMatchObject({ documentId, version: 2, storeOwner: 'public' })
    expect(await documents.catalogue.readable('bob', [documentId])).toMatchObject([{ version: 2 }])
    await complete(documents, 'ann', upload('a.txt', 'one'))
    expect(await documents.catalogue.readable('bob', [documentId])).toEqual([])
  })

  test('a text is published by a change and taken back by another, at once for others', async () => {
    await using documents = await open()
    const { tasks, catalogue } = documents
    const { documentId } = await complete(documents, 'ann', upload('a.txt', 'one'))
    const text = (version: number, publish: boolean) => {
      const { epoch, blobId, contentHash } = upload('a.txt', `copy ${version}`)
      return { epoch, documentId, version, publish, metadataJson: '{"n":1}', blobId, contentHash }
    }
    expect(await tasks.republish('bob', text(1, true))).toBeUndefined()
    expect(await tasks.republish('ann', text(1, true))).toMatchObject({ documentId, status: 'processing' })
    await expect(tasks.republish('ann', text(1, false))).rejects.toMatchObject({ code: 'conflict' })
    expect(await catalogue.readable('bob', [documentId])).toEqual([])
    await tasks.finish(await claimed(documents), indexed())
    expect(await catalogue.readable('bob', [documentId])).toMatchObject([{ version: 2, metadataJson: '{"n":1}', bytes: 3 }])
    await expect(tasks.republish('ann', text(1, false))).rejects.toMatchObject({ code: 'conflict' })

    await tasks.republish('ann', text(2, false))
    expect(await catalogue.readable('bob', [documentId])).toEqual([])
    const job = await claimed(documents)
    expect(job).toMatchObject({ version: 3, filename: 'a.txt', contentType: 'text/plain' })
    expect(job.storeOwner).not.toBe('public')
    await tasks.finish(job, { kind: 'failed', reason: 'It went wrong.' })
    const again = await tasks.submit('ann', upload('a.txt', 'copy 1'))
    expect(again).toMatchObject({ bytesNeeded: true, task: { status: 'processing' } })
  })

  test('a deleted document is gone at once, its task fails, and the next upload goes on counting versions', async () => {
    await using documents = await open()
    const { tasks, catalogue } = documents
    const { documentId } = await complete(documents, 'ann', upload('a.txt', 'one'))
    const { task } = await tasks.submit('ann', upload('a.txt', 'two'))
    const job = await claimed(documents)
    expect(await catalogue.delete('ann', documentId)).toMatchObject({ version: 1 })
    expect(await catalogue.get('ann', documentId)).toBeUndefined()
    expect(await catalogue.readable('ann', [documentId])).toEqual([])
    expect(await tasks.report(job, LEASE_MS)).toBe(false)
    expect(await tasks.finish(job, indexed())).toBe(false)
    expect(await tasks.get('ann', task.taskId)).toMatchObject({ status: 'failed', error: expect.stringContaining('deleted') })
    const again = await complete(documents, 'ann', upload('a.txt', 'one'))
    expect(again).toMatchObject({ documentId, version: 3 })
  })

  test('the searchable version of a document is leased by its number, once at a time', async () => {
    await using documents = await open()
    const { tasks, catalogue } = documents
    await tasks.submit('ann', upload('a.txt', 'one'))
    const { documentId } = await claimed(documents).then(async (job) => {
      expect(await tasks.claimVersion(job, LEASE_MS)).toBeUndefined()
      await tasks.finish(job, indexed())
      return job
    })
    expect(await tasks.claimVersion({ documentId, version: 2 }, LEASE_MS)).toBeUndefined()
    expect(await tasks.claimVersion({ documentId: 'none', version: 1 }, LEASE_MS)).toBeUndefined()
    const job = await tasks.claimVersion({ documentId, version: 1 }, LEASE_MS)
    expect(job).toMatchObject({ documentId, version: 1, userId: 'ann', embeddingModel: 'm' })
    expect(await tasks.claimVersion({ documentId, version: 1 }, LEASE_MS)).toBeUndefined()
    await catalogue.delete('ann', documentId)
    expect(job && (await tasks.report(job, LEASE_MS))).toBe(false)
    expect(await documents.garbage.tombstones(9)).toEqual([]) // its chunks go once the lease has ended
    expect(job && (await tasks.finish(job, { kind: 'released', statusDetail: '', retryInMs: 0 }))).toBe(true)
    expect(await documents.garbage.tombstones(9)).toMatchObject([{ documentId }])
    expect(await tasks.claimVersion({ documentId, version: 1 }, LEASE_MS)).toBeUndefined()
  })

  test('versions without vectors of the model are given out for embedding, one lease at a time', async () => {
    await using documents = await open()
    const { tasks } = documents
    await tasks.submit('ann', upload('a.txt', 'one'))
    await tasks.finish(await claimed(documents), {
      kind: 'indexed',
      chunks: 2,
      embeddingModel: '',
      statusDetail: 'Words.',
      leftOut: [],
    })
    const job = await tasks.claimUnembedded('m', LEASE_MS)
    expect(job).toMatchObject({ version: 1, userId: 'ann' })
    expect(await tasks.claimUnembedded('m', LEASE_MS)).toBeUndefined()
    expect(job && (await tasks.finish(job, { kind: 'embedded', embeddingModel: 'm' }))).toBe(true)
    expect(await tasks.claimUnembedded('m', LEASE_MS)).toBeUndefined()
    expect(await tasks.claimUnembedded('another', LEASE_MS)).toBeDefined()
    expect((await tasks.get('ann', job?.taskId ?? ''))?.attempts).toBe(1)
  })
}
