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
    expect(
      (await catalogue.list('bob', { limit: 10, cursor: '', notebookId: '', query: '' })).documents.map((d) => d.userId),
    ).toEqual(['bob'])
    expect((await catalogue.list('ann', { limit: 10, cursor: '', notebookId: '', query: '' })).total).toBe(1)
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
      const page = await documents.catalogue.list('ann', { limit: 3, cursor, notebookId: '', query: '' })
      expect(page.total).toBe(7)
      seen.push(...page.documents.map((document) => document.filename))
      cursor = page.nextCursor
    } while (cursor !== '')
    expect(seen.toSorted()).toEqual(['0.txt', '1.txt', '2.txt', '3.txt', '4.txt', '5.txt', '6.txt'])
    const odd = await documents.catalogue.list('ann', { limit: 3, cursor: '', notebookId: 'odd', query: '' })
    expect(odd).toMatchObject({ total: 3, nextCursor: '' })
    await expect(documents.catalogue.list('ann', { limit: 3, cursor: 'x', notebookId: '', query: '' })).rejects.toMatchObject({
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

  test('a document is renamed, moved and described under the same id, and a later upload finds it by its present name', async () => {
    await using documents = await open()
    const { catalogue, tasks } = documents
    const { documentId } = await complete(documents, 'ann', upload('a.txt', 'one'))
    const change = { filename: 'b.txt', notebookId: 'n', metadataJson: '{"x":1}' }
    expect(await catalogue.change('ann', documentId, change)).toMatchObject({ documentId, ...change, version: 1 })
    expect(await catalogue.readable('ann', [documentId])).toMatchObject([{ ...change, version: 1 }])
    const again = await tasks.submit('ann', upload('b.txt', 'two', { notebookId: 'n' }))
    expect(again.task.documentId).toBe(documentId)
    const same = await tasks.submit('ann', upload('b.txt', 'one', { notebookId: 'n' }))
    expect(same.task.documentId).toBe(documentId)
    expect(await catalogue.change('ann', documentId, { notebookId: '' })).toMatchObject({ filename: 'b.txt', notebookId: '' })
    expect(await catalogue.inNotebook('ann', 'n')).toEqual([])
    expect(await catalogue.inNotebook('ann', '')).toEqual([documentId])
  })

  test('a name that a renamed document has left is free for another document, which can take its turn too', async () => {
    await using documents = await open()
    const { catalogue, tasks } = documents
    const ids: string[] = []
    for (const name of ['first.txt', 'second.txt', 'third.txt']) {
      const { task } = await tasks.submit('ann', upload('a.txt', name))
      ids.push(task.documentId)
      await catalogue.change('ann', task.documentId, { filename: name })
    }
    expect(new Set(ids).size).toBe(3)
    const { task } = await tasks.submit('ann', upload('second.txt', 'x'))
    expect(task.documentId).toBe(ids[1] ?? '')
    await catalogue.delete('ann', ids[0] ?? '')
    expect((await tasks.submit('ann', upload('a.txt', 'x'))).task.documentId).toBe(ids[0] ?? '')
    expect((await tasks.submit('ann', upload('first.txt', 'x'))).task.documentId).not.toBe(ids[0] ?? '')
    const names = (await catalogue.list('ann', { limit: 10, cursor: '', notebookId: '', query: '' })).documents
    expect(names.map(({ filename }) => filename).toSorted()).toEqual(['a.txt', 'first.txt', 'second.txt', 'third.txt'])
  })

  test('a name that is taken in the notebook is refused, and nothing is changed', async () => {
    await using documents = await open()
    const { catalogue } = documents
    const a = await complete(documents, 'ann', upload('a.txt', 'one'))
    const b = await complete(documents, 'ann', upload('b.txt', 'two'))
    await complete(documents, 'ann', upload('a.txt', 'three', { notebookId: 'n' }))
    await complete(documents, 'bob', upload('c.txt', 'x', { userId: 'bob' }))
    const change = (wanted: object) =>
      catalogue.change('ann', b.documentId, wanted).then(
        () => 'changed',
        (error: { code?: string }) => error.code,
      )
    expect(await change({ filename: 'a.txt' })).toBe('conflict')
    expect(await change({ filename: 'a.txt', notebookId: 'n' })).toBe('conflict')
    expect(await catalogue.get('ann', b.documentId)).toMatchObject({ filename: 'b.txt', notebookId: '' })
    expect(await change({ filename: 'b.txt' })).toBe('changed')
    expect(await change({ filename: 'c.txt' })).toBe('changed')
    expect(await catalogue.change('bob', a.documentId, { filename: 'x.txt' })).toBeUndefined()
    await catalogue.delete('ann', a.documentId)
    expect(await change({ filename: 'a.txt' })).toBe('changed')
  })

  test('uploads and renames to one name at once leave one document of it', async () => {
    await using documents = await open()
    const { catalogue, tasks } = documents
    const { task } = await tasks.submit('ann', upload('a.txt', 'one'))
    const works = Array.from({ length: 8 }, (_, n) =>
      n % 2 ? tasks.submit('ann', upload('b.txt', `${n}`)) : catalogue.change('ann', task.documentId, { filename: 'b.txt' }),
    )
    await Promise.allSettled(works)
    const { documents: found } = await catalogue.list('ann', { limit: 10, cursor: '', notebookId: '', query: '' })
    expect(found.filter(({ filename }) => filename === 'b.txt')).toHaveLength(1)
  })

  test('documents are found by a part of their names, page by page', async () => {
    await using documents = await open()
    const { catalogue, tasks } = documents
    for (const name of ['Übung 1.pdf', 'übung 2.pdf', 'Notes.txt', 'ÜBUNG 3.pdf', '100%.txt', 'a_b.txt'])
      await tasks.submit('ann', upload(name, name, { notebookId: name.endsWith('3.pdf') ? 'n' : '' }))
    await tasks.submit('bob', upload('übung.pdf', 'x', { userId: 'bob' }))
    const find = (query: string, more: object = {}) =>
      catalogue.list('ann', { limit: 2, cursor: '', notebookId: '', query, ...more })
    const first = await find('übung')
    const second = await find('übung', { cursor: first.nextCursor })
    expect([first.total, second.total, second.nextCursor]).toEqual([3, 3, ''])
    const names = [...first.documents, ...second.documents].map(({ filename }) => filename)
    expect(names.toSorted()).toEqual(['Übung 1.pdf', 'ÜBUNG 3.pdf', 'übung 2.pdf'].toSorted())
    expect((await find('übung', { notebookId: 'n' })).total).toBe(1)
    for (const [query, total] of [
      ['%', 1],
      ['_', 1],
      ['nothing', 0],
      ['.*', 0],
    ] as const)
      expect([query, (await find(query)).total]).toEqual([query, total])
  })

  test('notebooks are those of the user’s documents, the one with the newest upload first', async () => {
    await using documents = await open()
    const { catalogue, tasks } = documents
    const put = (filename: string, notebookId: string, userId = 'ann') =>
      tasks.submit(userId, upload(filename, filename, { notebookId, userId }))
    const { task } = await put('1.txt', 'old')
    await Bun.sleep(5)
    await put('2.txt', 'new')
    await put('3.txt', '')
    await put('4.txt', 'his', 'bob')
    expect((await catalogue.notebooks('ann')).map(({ notebookId, documents: count }) => [notebookId, count])).toEqual([
      ['new', 1],
      ['old', 1],
    ])
    await Bun.sleep(5)
    await tasks.submit('ann', upload('1.txt', 'another text', { notebookId: 'old' }))
    const [newest] = await catalogue.notebooks('ann')
    expect(newest).toMatchObject({ notebookId: 'old', documents: 1 })
    expect(newest?.lastActivityMs).toBeGreaterThan(0)
    await catalogue.change('ann', task.documentId, { notebookId: 'new' })
    expect(await catalogue.notebooks('ann')).toMatchObject([{ notebookId: 'new', documents: 2 }])
    expect(await catalogue.notebooks('eve')).toEqual([])
  })
}
