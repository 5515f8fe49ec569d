import { afterAll, describe, expect, test } from 'bun:test'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sqliteDocuments } from './sqlite'
import { documentsContract } from './store.contract'
import { claimed, complete, upload } from './uploads.contract'

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
    expect(await first.catalogue.list('ann', { limit: 1, cursor: '', notebookId: '' })).toMatchObject({ total: 0 })
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
  expect((await documents.catalogue.list('bob', { limit: 1, cursor: '', notebookId: '' })).total).toBe(20)
})
