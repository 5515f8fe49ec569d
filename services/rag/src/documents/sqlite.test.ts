import { afterAll, describe, expect, test } from 'bun:test'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sqliteDocuments } from './sqlite'
import { documentsContract } from './store.contract'

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
