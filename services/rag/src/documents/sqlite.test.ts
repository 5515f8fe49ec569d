import { afterAll, describe, expect, test } from 'bun:test'
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sqliteDocuments } from './sqlite'
import { documentsContract } from './store.contract'

const root = mkdtempSync(join(tmpdir(), 'rag-documents-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))
const folder = () => mkdtempSync(join(root, 'store-'))

documentsContract('sqlite', () => sqliteDocuments(folder()))

async function* pieces(...texts: string[]) {
  for (const text of texts) yield new TextEncoder().encode(text)
}

const collect = async (bytes: AsyncIterable<Uint8Array>) => Buffer.concat(await Array.fromAsync(bytes)).toString()

describe('one folder, one process', () => {
  test('a second opening is refused with one sentence, and the first goes on', async () => {
    const path = folder()
    await using first = await sqliteDocuments(path)
    await expect(sqliteDocuments(path)).rejects.toThrow('another process uses these documents')
    expect(await first.catalogue.list('ann', { limit: 1, cursor: '', notebookId: '' })).toMatchObject({ total: 0 })
  })

  test('a damaged catalogue is found after an unclean stop', async () => {
    const path = folder()
    await (await sqliteDocuments(path))[Symbol.asyncDispose]()
    const file = join(path, 'catalogue.sqlite')
    const bytes = new Uint8Array(await Bun.file(file).arrayBuffer())
    bytes.fill(0x55, 4096 * 2)
    writeFileSync(file, bytes)
    writeFileSync(join(path, 'running'), '')
    await expect(sqliteDocuments(path)).rejects.toThrow(/damaged|can’t be opened/)
  })
})

describe('blobs', () => {
  test('bytes come back in order', async () => {
    await using documents = await sqliteDocuments(folder())
    await documents.blobs.write('abc', pieces('one ', 'two ', 'three'))
    expect(await collect(documents.blobs.read('abc'))).toBe('one two three')
    await documents.blobs.remove('abc')
    await expect(collect(documents.blobs.read('abc'))).rejects.toMatchObject({ code: 'not_found' })
  })

  test('nothing stays behind when the source breaks off', async () => {
    const path = folder()
    await using documents = await sqliteDocuments(path)
    const broken = (async function* () {
      yield* pieces('half')
      throw new Error('gone')
    })()
    await expect(documents.blobs.write('abcd', broken)).rejects.toThrow('gone')
    await Bun.sleep(20)
    expect(readdirSync(join(path, 'blobs', 'ab'))).toEqual([])
  })
})
