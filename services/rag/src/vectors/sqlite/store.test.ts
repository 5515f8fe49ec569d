import { Database } from 'bun:sqlite'
import { afterAll, expect, test } from 'bun:test'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ownerKey } from '@collabry/storage/owner-key'
import { contentWords } from '../../lexical/bm25'
import { ANALYSIS_VERSION, queryWords } from '../../lexical/tokenizer'
import { along, chunk, everything, vectorStoreContract } from '../store.contract'
import { match } from './bm25'
import { filePool } from './file-pool'
import { sqliteVectors } from './store'

const root = mkdtempSync(join(tmpdir(), 'vectors-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))
const fresh = () => mkdtempSync(join(root, 'store-'))
const ann = ownerKey('ann')
const embedded = (content: string, ordinal: number) =>
  chunk(content, { ordinal, embedding: { model: 'all-minilm', vector: along(ordinal, 384) } })

vectorStoreContract('sqlite', async () => sqliteVectors({ directory: fresh() }), {
  async openOlder(owner, chunks) {
    const directory = fresh()
    {
      await using store = sqliteVectors({ directory })
      await store.upsert(owner, chunks)
    }
    using db = new Database(join(directory, `${owner}.sqlite`))
    db.run('update analysis set version = 1')
    db.run('update chunk set analysis = 1')
    return sqliteVectors({ directory })
  },
})
vectorStoreContract('sqlite, hardly any file open and no vector kept', async () =>
  sqliteVectors({ directory: fresh(), openFilesMax: 1, scanBytesMax: 0 }),
)

test('an owner with one chunk takes at most 200 KB, before and after the file is closed', async () => {
  const directory = fresh()
  const bytes = () => readdirSync(directory).reduce((sum, name) => sum + statSync(join(directory, name)).size, 0)
  {
    await using store = sqliteVectors({ directory })
    await store.upsert(ann, [embedded('a sentence about cells. '.repeat(40), 0)])
    expect(bytes()).toBeLessThanOrEqual(200_000)
  }
  expect(bytes()).toBeLessThanOrEqual(100_000)
})

test('nothing of removed chunks is left in the file and its log once they are purged', async () => {
  const directory = fresh()
  const holds = (word: string) =>
    readdirSync(directory).filter((name) => readFileSync(join(directory, name), 'latin1').includes(word))
  await using store = sqliteVectors({ directory })
  const long = (word: string) => `${word} jumps. `.repeat(400) // over several pages
  for (let ordinal = 0; ordinal < 40; ordinal++) {
    await store.upsert(ann, [
      chunk(ordinal % 2 ? 'quokka' : long('quokka'), { documentId: 'gone', ordinal }),
      chunk(ordinal % 2 ? 'wombat' : long('wombat'), { documentId: 'kept', ordinal }),
    ])
  }
  expect(holds('quokka')).not.toEqual([])
  await store.remove(ann, 'gone', Number.POSITIVE_INFINITY)
  await store.purge(ann)
  expect(holds('quokka')).toEqual([])
  expect((await store.matching(ann, queryWords('wombat'), 50, everything)).hits).toHaveLength(40)
  expect((await store.matching(ann, queryWords('quokka'), 50, everything)).hits).toHaveLength(0)
})

test('words that an older analysis made are made anew, and what was found stays found meanwhile', async () => {
  const directory = fresh()
  const text = (ordinal: number) => `الكتاب رقم ${ordinal} في المكتبة`
  {
    await using store = sqliteVectors({ directory })
    const words = ['الكتاب', 'رقم', 'المكتبه', 'heading']
    await store.upsert(
      ann,
      Array.from({ length: 100 }, (_, ordinal) => ({ ...embedded(text(ordinal), ordinal), words })),
    )
  }
  {
    using db = new Database(join(directory, `${ann}.sqlite`))
    db.run('update analysis set version = 1')
    db.run('update chunk set analysis = 1')
  }
  await using store = sqliteVectors({ directory })
  const found = async (query: string) => (await store.matching(ann, queryWords(query), 200, everything)).hits.length
  expect(await found('الكتاب')).toBe(100)
  while ((await found('كتاب')) < 100) await new Promise((resolve) => setImmediate(resolve))
  expect(await found('heading')).toBe(100)
  expect((await store.count(ann)).embedded.get('all-minilm')).toBe(100)
  for (let turn = 0; turn < 5; turn++) await store.upsert(ann, []) // waits for what is queued
  await store[Symbol.asyncDispose]()
  using db = new Database(join(directory, `${ann}.sqlite`))
  expect(db.query('select version from analysis').all()).toEqual([{ version: ANALYSIS_VERSION }])
})

test('a search by words pauses between its words, and ends with its caller', async () => {
  const directory = fresh()
  const words = queryWords('one two three four five six')
  {
    await using store = sqliteVectors({ directory })
    await store.upsert(ann, [chunk('one two three four'), chunk('five six', { ordinal: 1 })])
    const left = store.matching(ann, words, 5, everything, AbortSignal.abort(new Error('left')))
    expect(await left.catch((error: Error) => error.message)).toBe('left')
  }
  const files = filePool({ pathOf: (owner) => join(directory, `${owner}.sqlite`), openFilesMax: 1, scanBytesMax: 0 })
  let pauses = 0
  const matches = await match(files.opened(ann), words, 5, everything, async () => {
    pauses += 1
  })
  files.closeAll()
  expect(matches?.hits).toHaveLength(2)
  expect(pauses).toBe(2 * contentWords(words).length)
})

test('an owner that is erased in the middle of a search by words has no hits', async () => {
  const directory = fresh()
  await using store = sqliteVectors({ directory })
  await store.upsert(ann, [chunk('one two three four')])
  const searching = store.matching(ann, queryWords('one two three four'), 5, everything)
  await store.erase(ann)
  expect((await searching).hits).toEqual([])
})

test('an erased owner has no file left, and asking for one makes none', async () => {
  const directory = fresh()
  await using store = sqliteVectors({ directory })
  await store.upsert(ann, [embedded('something', 0)])
  await store.erase(ann)
  await store.matching(ann, queryWords('something'), 5, everything)
  expect(readdirSync(directory)).toEqual([])
})

test('a write that was under way when its owner was erased gives up', async () => {
  const directory = fresh()
  await using store = sqliteVectors({ directory })
  const long = Array.from({ length: 2_000 }, (_, ordinal) => embedded('many words '.repeat(50), ordinal))
  const writing = store.upsert(ann, long).catch((err: unknown) => err)
  await store.erase(ann)
  expect(await writing).toMatchObject({ code: 'failed_precondition' })
  expect(readdirSync(directory)).toEqual([])
})

test('vectors of closed files are all read again, however few files may be open', async () => {
  const directory = fresh()
  const owners = ['ann', 'bob', 'eve'].map(ownerKey)
  const chunks = Array.from({ length: 600 }, (_, ordinal) => embedded(`note ${ordinal}`, ordinal))
  {
    await using store = sqliteVectors({ directory })
    for (const owner of owners) await store.upsert(owner, chunks)
  }
  await using store = sqliteVectors({ directory, openFilesMax: 1 })
  const query = { model: 'all-minilm', vector: along(0, 384) }
  const found = await Promise.all(owners.map(async (owner) => (await store.nearest(owner, query, 999, everything)).length))
  expect(found).toEqual([600, 600, 600])
})

test('what was acknowledged outlives kill -9', async () => {
  const directory = fresh()
  const script = `
    const { sqliteVectors } = await import(${JSON.stringify(join(import.meta.dir, 'store.ts'))})
    const { chunk, along } = await import(${JSON.stringify(join(import.meta.dir, '../store.contract.ts'))})
    const store = sqliteVectors({ directory: ${JSON.stringify(directory)} })
    for (let ordinal = 0; ; ordinal += 1) {
      await store.upsert(${JSON.stringify(ann)}, [chunk('note ' + ordinal, { ordinal, embedding: { model: 'm', vector: along(ordinal) } })])
      process.stdout.write(ordinal + '\\n')
    }`
  const child = Bun.spawn([process.execPath, '-e', script], { stdout: 'pipe', stderr: 'inherit' })
  let acknowledged = ''
  for await (const bytes of child.stdout) {
    acknowledged += new TextDecoder().decode(bytes)
    if (acknowledged.split('\n').length > 30) break
  }
  child.kill('SIGKILL')
  await child.exited
  const last = Number(acknowledged.split('\n').at(-2))
  await using store = sqliteVectors({ directory })
  const { chunks, embedded: vectors } = await store.count(ann)
  expect(chunks).toBeGreaterThan(last)
  expect(vectors.get('m')).toBe(chunks)
  expect((await store.matching(ann, queryWords(`${last}`), 1, everything)).hits[0]?.content).toBe(`note ${last}`)
})
