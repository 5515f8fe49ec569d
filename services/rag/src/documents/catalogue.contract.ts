import { expect, test } from 'bun:test'
import type { Documents } from './store'
import { complete, upload } from './uploads.contract'

export function catalogueContract(open: () => Promise<Documents>): void {
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

  test('the documents of a user that are still being processed are counted, each once', async () => {
    await using documents = await open()
    const { catalogue, tasks } = documents
    await complete(documents, 'ann', upload('done.txt', 'x'))
    expect(await catalogue.processing('ann')).toBe(0)
    for (const [filename, content] of [
      ['a.txt', 'one'],
      ['a.txt', 'two'],
      ['b.txt', 'one'],
    ] as const)
      await tasks.submit('ann', upload(filename, content))
    const { documentId } = await tasks.submit('bob', upload('b.txt', 'x', { userId: 'bob' })).then(({ task }) => task)
    expect(await Promise.all(['ann', 'bob', 'eve'].map((userId) => catalogue.processing(userId)))).toEqual([2, 1, 0])
    await catalogue.delete('bob', documentId)
    expect(await catalogue.processing('bob')).toBe(0)
  })

  test('documents are picked by their metadata among those that the user may read', async () => {
    await using documents = await open()
    const { catalogue, tasks } = documents
    const of = (filename: string, userId: string, metadata: object, publish = false) =>
      complete(documents, userId, upload(filename, 'x', { userId, metadataJson: JSON.stringify(metadata), publish }))
    const mine = await of('a.txt', 'ann', { course: 'bio', year: 2024 })
    await of('b.txt', 'ann', { course: 'art' })
    await of('c.txt', 'bob', { course: 'bio' })
    const shared = await of('d.txt', 'bob', { course: 'bio', public: true }, true)
    await tasks.submit('ann', upload('e.txt', 'x', { metadataJson: '{"course":"bio"}' }))
    const fits = ({ course }: Record<string, unknown>) => course === 'bio'
    expect((await catalogue.fitting('ann', fits)).toSorted()).toEqual([mine.documentId, shared.documentId].toSorted())
    expect(await catalogue.fitting('eve', fits)).toEqual([shared.documentId])
    await catalogue.delete('bob', shared.documentId)
    expect(await catalogue.fitting('eve', fits)).toEqual([])
  })
}
