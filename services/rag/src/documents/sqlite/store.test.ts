import { Database } from 'bun:sqlite'
import { afterAll, describe, expect, test } from 'bun:test'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { documentsContract } from '../store.contract'
import { claimed, complete, upload } from '../uploads.contract'
import { migrations } from './schema'
import { sqliteDocuments } from './store'

const SETTINGS = { keepFailedMs: 60_000 }
const root = mkdtempSync(join(tmpdir(), 'rag-documents-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))
const folder = () => mkdtempSync(join(root, 'store-'))

documentsContract('sqlite', (settings = SETTINGS) => sqliteDocuments(folder(), settings))

describe('one folder, one process', () => {
  test('a second opening is refused with one sentence, and the first goes on', async () => {
    const path = folder()
    await using first = await sqliteDocuments(path, SETTINGS)
    await expect(sqliteDocuments(path, SETTINGS)).rejects.toThrow('another process uses these documents')
    expect(await first.catalogue.list('ann', { limit: 1, cursor: '', notebookId: '', query: '' })).toMatchObject({ total: 0 })
  })

  test('a folder can be opened again after it was closed, whatever was done in it', async () => {
    const path = folder()
    for (const content of ['one', 'two', 'three']) {
      await using documents = await sqliteDocuments(path, SETTINGS)
      await complete(documents, 'ann', upload('a.txt', content))
    }
    await using documents = await sqliteDocuments(path, SETTINGS)
    expect(await documents.catalogue.list('ann', { limit: 9, cursor: '', notebookId: '', query: '' })).toMatchObject({ total: 1 })
  })

  test('a damaged catalogue is found after an unclean stop', async () => {
    const path = folder()
    await (await sqliteDocuments(path, SETTINGS))[Symbol.asyncDispose]()
    const file = join(path, 'catalogue.sqlite')
    const bytes = new Uint8Array(await Bun.file(file).arrayBuffer())
    bytes.fill(0x55, 4096 * 2)
    writeFileSync(file, bytes)
    writeFileSync(join(path, 'running'), '')
    await expect(sqliteDocuments(path, SETTINGS)).rejects.toThrow(/damaged|can’t be opened/)
  })
})

test('scans of the catalogue that begin at once take a turn of the event loop each', async () => {
  await using documents = await sqliteDocuments(folder(), SETTINGS)
  await complete(documents, 'ann', upload('a.txt', 'text', { notebookId: 'n' }))
  const { catalogue } = documents
  const page = { limit: 9, cursor: '', notebookId: '' }
  const scans: (() => Promise<unknown>)[] = [
    () => catalogue.list('ann', { ...page, query: 'a' }),
    () => catalogue.list('ann', { ...page, query: '' }),
    () => catalogue.notebooks('ann'),
    () => catalogue.fitting('ann', () => true),
  ]
  for (const scan of scans) {
    let turns = 0
    let isOver = false
    const turn = () => {
      turns++
      if (!isOver) setImmediate(turn)
    }
    setImmediate(turn)
    await Promise.all(Array.from({ length: 20 }, scan))
    isOver = true
    expect(turns).toBeGreaterThanOrEqual(19)
  }
})

test('names are found and notebooks counted among more documents than are read at once', async () => {
  const path = folder()
  await using documents = await sqliteDocuments(path, SETTINGS)
  for (let n = 0; n < 120; n++)
    await documents.tasks.submit('ann', upload(`${n}.txt`, `${n}`, { notebookId: `n-${n % 3}`, metadataJson: '{"a":1}' }))
  const { catalogue } = documents
  const found = await catalogue.list('ann', { limit: 5, cursor: '', notebookId: '', query: '9.txt' })
  expect([found.total, found.documents.length, found.documents[0]?.metadataJson]).toEqual([12, 5, '{"a":1}'])
  expect((await catalogue.notebooks('ann')).map(({ documents: count }) => count).toSorted()).toEqual([40, 40, 40])
})

test('files that were stored before reader versions were kept count as read by the first reader, and texts by none', async () => {
  const path = folder()
  const db = new Database(join(path, 'catalogue.sqlite'), { strict: true })
  const before = migrations.findIndex((migration) => migration.includes('reader_version'))
  for (const migration of migrations.slice(0, before)) db.run(migration)
  db.run(`pragma user_version = ${before}`)
  for (const [id, type] of [
    ['text', 'text/plain; charset=utf-8'],
    ['file', 'application/pdf'],
  ]) {
    db.run(
      `insert into document values ('${id}', 'ann', '${id}', '', '{}', 'h', 1, 0, 0, 1, 1, 3, 't', 'completed', 0);
       insert into task (task_id, user_id, document_id, version, store_owner, is_public, life, filename, notebook_id, content_type,
         metadata_json, content_hash, bytes, blob_id, text_id, status, status_detail, error, chunks_processed, chunks_total,
         started_at_ms, completed_at_ms)
       values ('${id}', 'ann', '${id}', 1, 'o', 0, 'current', '${id}', '', '${type}', '{}', 'h', 1, '', 't', 'completed', '', '', 3, 3, 0, 0)`,
    )
  }
  db.close()
  await using documents = await sqliteDocuments(path, SETTINGS)
  const versions = ['text', 'file'].map(async (id) => (await documents.catalogue.get('ann', id))?.readerVersion)
  expect(await Promise.all(versions)).toEqual([0, 1])
})

test('deleted versions and waiting users of an older schema are found after its names have changed', async () => {
  const path = folder()
  const before = migrations.findIndex((migration) => migration.includes('user_queue'))
  {
    const db = new Database(join(path, 'catalogue.sqlite'), { strict: true })
    for (const migration of migrations.slice(0, before)) db.run(migration)
    db.run(`pragma user_version = ${before}`)
    const task = (id: string, life: string, status: string) =>
      `insert into document values ('${id}', 'ann', '${id}', '', '{}', 'h', 1, 0, 0, 0, 1, 0, '', '${status}', 0, 0, '[]');
       insert into task (task_id, user_id, document_id, version, store_owner, is_public, life, filename, notebook_id, content_type,
         metadata_json, content_hash, bytes, blob_id, text_id, status, status_detail, error, chunks_processed, chunks_total,
         started_at_ms, completed_at_ms)
       values ('${id}', 'ann', '${id}', 1, 'o', 0, '${life}', '${id}', '', '', '{}', 'h', 1, '', 't${id}', '${status}', '', '', 0, 3, 0, 0);`
    db.run(task('old', 'dead', 'failed'))
    db.run(task('new', 'waiting', 'processing'))
    db.run(`insert into turn values ('ann', 3)`)
    db.close()
  }
  await using documents = await sqliteDocuments(path, SETTINGS)
  expect(await documents.garbage.tombstones(10)).toMatchObject([{ documentId: 'old', below: 2, blobIds: ['told'] }])
  expect(await documents.tasks.claim(1_000)).toMatchObject({ taskId: 'new' })
})

test('nothing of an erased user is left in the catalogue’s file and its log', async () => {
  const path = folder()
  await using documents = await sqliteDocuments(path, SETTINGS)
  const metadataJson = `{"of":"${'zanzibar '.repeat(1_000)}"}` // over several pages
  for (const userId of ['ann-zanzibar', 'bob']) {
    for (let n = 0; n < 20; n += 1) {
      const more = userId === 'bob' ? {} : { metadataJson: n % 2 ? '{"of":"zanzibar"}' : metadataJson }
      const name = userId === 'bob' ? `${n}.txt` : `zanzibar${n}.txt`
      await complete(documents, userId, upload(name, 'one', { userId, ...more }))
    }
  }
  await documents.tasks.submit('ann-zanzibar', upload('failed.txt', 'x', { userId: 'ann-zanzibar' }))
  await documents.tasks.finish(await claimed(documents), { kind: 'failed', reason: 'The zanzibar can not be read.' })
  const holding = () =>
    readdirSync(path).filter((name) => name.startsWith('catalogue') && readFileSync(join(path, name)).includes('zanzibar'))
  expect(holding()).not.toEqual([])
  await documents.erasures.begin('ann-zanzibar', 7)
  const { documents: left } = await documents.erasures.left('ann-zanzibar', 100)
  await documents.erasures.forget(
    'ann-zanzibar',
    left.map(({ documentId }) => documentId),
  )
  await documents.erasures.end('ann-zanzibar')
  expect(holding()).toEqual([])
  expect((await documents.catalogue.list('bob', { limit: 1, cursor: '', notebookId: '', query: '' })).total).toBe(20)
})
