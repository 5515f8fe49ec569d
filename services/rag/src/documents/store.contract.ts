import { describe, expect, test } from 'bun:test'
import { createHash } from 'node:crypto'
import { documentIdOf } from './document-id'
import type { Documents } from './documents'
import type { Job, Outcome, Upload } from './tasks'

const LEASE_MS = 60_000

const upload = (filename: string, content: string, more: Partial<Upload> & { userId?: string } = {}): Upload => {
  const { userId = 'ann', ...fields } = more
  return {
    documentId: documentIdOf(userId, more.notebookId ?? '', filename),
    filename,
    contentType: 'text/plain',
    notebookId: '',
    metadataJson: '{}',
    publish: false,
    blobId: crypto.randomUUID().replaceAll('-', ''),
    contentHash: createHash('sha256').update(content).digest('hex'),
    bytes: content.length,
    ...fields,
  }
}

const indexed = (chunks = 3): Outcome => ({ kind: 'indexed', chunks, embeddingModel: 'm', statusDetail: '' })

async function claimed(documents: Documents): Promise<Job> {
  const job = await documents.tasks.claim(LEASE_MS)
  if (!job) throw new Error('nothing waits')
  return job
}

/** Uploads and makes searchable. */
async function complete(documents: Documents, userId: string, file: Upload): Promise<Job> {
  await documents.tasks.submit(userId, file)
  const job = await claimed(documents)
  await documents.tasks.finish(job, indexed())
  return job
}

/** What every store of documents must do. Ann and bob have files of the same name throughout. */
export function documentsContract(name: string, open: () => Promise<Documents>): void {
  describe(`documents: ${name}`, () => {
    catalogueContract(open)
    queueContract(open)
    versionContract(open)
    graveyardContract(open)
    blobContract(open)
  })
}

function catalogueContract(open: () => Promise<Documents>): void {
  test('a document of one user is unknown to another, even by its id', async () => {
    await using documents = await open()
    const { catalogue } = documents
    const { documentId } = await complete(documents, 'ann', upload('a.txt', 'one'))
    await complete(documents, 'bob', upload('a.txt', 'one', { userId: 'bob' }))
    expect((await catalogue.get('ann', documentId))?.userId).toBe('ann')
    expect(await catalogue.get('bob', documentId)).toBeUndefined()
    expect(await catalogue.readable('bob', [documentId])).toEqual([])
    expect(await catalogue.delete('bob', documentId)).toBeUndefined()
    expect((await catalogue.list('bob', { limit: 10, cursor: '', notebookId: '' })).documents.map((d) => d.userId)).toEqual([
      'bob',
    ])
    expect((await catalogue.list('ann', { limit: 10, cursor: '', notebookId: '' })).total).toBe(1)
  })

  test('a public document is readable by everyone, and listed, read as a document and deleted by its owner alone', async () => {
    await using documents = await open()
    const { catalogue } = documents
    const { documentId, storeOwner } = await complete(documents, 'ann', upload('a.txt', 'one', { publish: true }))
    expect(storeOwner).toBe('public')
    expect(await catalogue.readable('bob', [documentId])).toMatchObject([{ userId: 'ann', isPublic: true, version: 1 }])
    expect(await catalogue.get('bob', documentId)).toBeUndefined()
    expect(await catalogue.delete('bob', documentId)).toBeUndefined()
    expect(await catalogue.delete('ann', documentId)).toMatchObject({ documentId, chunks: 3 })
    expect(await catalogue.readable('bob', [documentId])).toEqual([])
  })

  test('pages are newest first, complete, and of one notebook when it is named', async () => {
    await using documents = await open()
    for (let n = 0; n < 7; n += 1)
      await documents.tasks.submit('ann', upload(`${n}.txt`, 'x', { notebookId: n % 2 ? 'odd' : '' }))
    await documents.tasks.submit('bob', upload('b.txt', 'x', { userId: 'bob', notebookId: 'odd' }))
    const seen: string[] = []
    let cursor = ''
    do {
      const page = await documents.catalogue.list('ann', { limit: 3, cursor, notebookId: '' })
      expect(page.total).toBe(7)
      seen.push(...page.documents.map((document) => document.filename))
      cursor = page.nextCursor
    } while (cursor !== '')
    expect(seen.toSorted()).toEqual(['0.txt', '1.txt', '2.txt', '3.txt', '4.txt', '5.txt', '6.txt'])
    const odd = await documents.catalogue.list('ann', { limit: 3, cursor: '', notebookId: 'odd' })
    expect(odd).toMatchObject({ total: 3, nextCursor: '' })
    await expect(documents.catalogue.list('ann', { limit: 3, cursor: 'x', notebookId: '' })).rejects.toMatchObject({
      code: 'validation_error',
    })
  })
}

function queueContract(open: () => Promise<Documents>): void {
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

  test('the third stumble of a document ends it, with the reason', async () => {
    await using documents = await open()
    const { tasks, catalogue } = documents
    const { task } = await tasks.submit('ann', upload('a.txt', 'one'))
    for (let n = 1; n <= 3; n += 1) {
      expect((await tasks.get('ann', task.taskId))?.status).toBe('processing')
      await tasks.finish(await claimed(documents), { kind: 'stumbled', reason: 'It fell.', retryInMs: 0 })
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

function versionContract(open: () => Promise<Documents>): void {
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

  test('versions are hidden while they are written and once they are dead, from those who could meet them', async () => {
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

  test('versions without vectors of the model are given out for embedding, one lease at a time', async () => {
    await using documents = await open()
    const { tasks } = documents
    await tasks.submit('ann', upload('a.txt', 'one'))
    await tasks.finish(await claimed(documents), { kind: 'indexed', chunks: 2, embeddingModel: '', statusDetail: 'Words.' })
    const job = await tasks.claimUnembedded('m', LEASE_MS)
    expect(job).toMatchObject({ version: 1, userId: 'ann' })
    expect(await tasks.claimUnembedded('m', LEASE_MS)).toBeUndefined()
    expect(job && (await tasks.finish(job, { kind: 'embedded', embeddingModel: 'm' }))).toBe(true)
    expect(await tasks.claimUnembedded('m', LEASE_MS)).toBeUndefined()
    expect(await tasks.claimUnembedded('another', LEASE_MS)).toBeDefined()
    expect((await tasks.get('ann', job?.taskId ?? ''))?.attempts).toBe(1)
  })
}

function graveyardContract(open: () => Promise<Documents>): void {
  test('dead versions are swept once nobody works on them, and never one that lives', async () => {
    await using documents = await open()
    const { tasks, catalogue, graveyard } = documents
    const one = await complete(documents, 'ann', upload('a.txt', 'one'))
    const two = await complete(documents, 'ann', upload('a.txt', 'two'))
    const { documentId, storeOwner } = two
    expect(await graveyard.dead(10)).toEqual([{ documentId, storeOwner, below: 2, blobIds: [one.textId] }])
    const [dead] = await graveyard.dead(10)
    if (dead) await graveyard.buried(dead)
    expect(await graveyard.dead(10)).toEqual([])

    await tasks.submit('ann', upload('a.txt', 'three'))
    const three = await claimed(documents)
    await catalogue.delete('ann', documentId)
    expect(await graveyard.dead(10)).toMatchObject([{ below: 3 }])
    await tasks.finish(three, { kind: 'released', statusDetail: '', retryInMs: 0 })
    expect(await graveyard.dead(10)).toMatchObject([{ below: 4 }])
  })

  test('a failed version above a living one waits for that one', async () => {
    await using documents = await open()
    await complete(documents, 'ann', upload('a.txt', 'one'))
    await documents.tasks.submit('ann', upload('a.txt', 'two'))
    const failed = await claimed(documents)
    await documents.tasks.report(failed, LEASE_MS, { chunksTotal: 3 })
    await documents.tasks.finish(failed, { kind: 'failed', reason: 'Unreadable.' })
    expect(await documents.graveyard.dead(10)).toEqual([])
    expect(await documents.catalogue.hidden('ann')).toMatchObject([{ version: 2 }])
    await complete(documents, 'ann', upload('a.txt', 'three'))
    expect(await documents.graveyard.dead(10)).toMatchObject([{ below: 3 }])
  })

  test('a version that was never read leaves nothing to hide and nothing to sweep', async () => {
    await using documents = await open()
    await documents.tasks.submit('ann', upload('a.txt', 'one'))
    const { blobId, textId } = await claimed(documents)
    await documents.tasks.submit('bob', upload('b.txt', 'x', { userId: 'bob' }))
    const job = await claimed(documents)
    await documents.tasks.finish(job, { kind: 'failed', reason: 'Unreadable.' })
    expect(await documents.catalogue.hidden('bob')).toEqual([])
    expect(await documents.graveyard.dead(10)).toEqual([])
    expect(await documents.graveyard.needed([job.blobId, job.textId, blobId, textId])).toEqual(new Set([blobId, textId]))
  })

  test('blobs are needed as long as a version may be read from them', async () => {
    await using documents = await open()
    const { graveyard, tasks } = documents
    await tasks.submit('ann', upload('a.txt', 'one'))
    const job = await claimed(documents)
    expect(await graveyard.needed([job.blobId, job.textId, 'other'])).toEqual(new Set([job.blobId, job.textId]))
    await tasks.finish(job, indexed())
    expect(await graveyard.needed([job.blobId, job.textId])).toEqual(new Set([job.textId]))
  })
}

async function* pieces(...texts: string[]) {
  for (const text of texts) yield new TextEncoder().encode(text)
}

const collect = async (bytes: AsyncIterable<Uint8Array>) => Buffer.concat(await Array.fromAsync(bytes)).toString()

function blobContract(open: () => Promise<Documents>): void {
  test('bytes come back in order, in small pieces, until they are removed', async () => {
    await using documents = await open()
    const long = 'x'.repeat(2_500_000)
    await documents.blobs.write('abc', pieces('one ', long, 'three'))
    await documents.blobs.write('none', pieces())
    const read = await Array.fromAsync(documents.blobs.read('abc'))
    expect(Math.max(...read.map((piece) => piece.byteLength))).toBeLessThanOrEqual(262_144)
    expect(Buffer.concat(read).toString() === `one ${long}three`).toBe(true)
    expect(await collect(documents.blobs.read('none'))).toBe('')
    await documents.blobs.remove('abc')
    await expect(collect(documents.blobs.read('abc'))).rejects.toMatchObject({ code: 'not_found' })
  })

  test('written again, they are what was written last', async () => {
    await using documents = await open()
    await documents.blobs.write('abc', pieces('first, and longer'))
    await documents.blobs.write('abc', pieces('second'))
    expect(await collect(documents.blobs.read('abc'))).toBe('second')
  })

  test('nothing stays behind when the source breaks off', async () => {
    await using documents = await open()
    const broken = (async function* () {
      yield* pieces('half'.repeat(300_000))
      throw new Error('gone')
    })()
    await expect(documents.blobs.write('abcd', broken)).rejects.toThrow('gone')
    await expect(collect(documents.blobs.read('abcd'))).rejects.toMatchObject({ code: 'not_found' })
    expect(await Array.fromAsync(documents.blobs.writtenBefore(Date.now() + 60_000))).toEqual([])
  })
}
