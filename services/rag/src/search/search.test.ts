import { afterAll, describe, expect, test } from 'bun:test'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ownerKey } from '@collabry/storage/owner-key'
import type { DocumentRecord, HiddenVersion } from '../documents/store'
import { sqliteVectors } from '../vectors/sqlite/store'
import type { VectorStore } from '../vectors/store'
import { along, chunk, everything } from '../vectors/store.contract'
import { type SearchDeps, type SearchRequest, type SearchResult, searchPassages } from './search'

const root = mkdtempSync(join(tmpdir(), 'search-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))

interface Shelf {
  documentId: string
  userId?: string
  texts: string[]
  isPublic?: boolean
  notebookId?: string
  /** Of the chunks; the catalogue's is 1. */
  version?: number
  /** Direction of each text's vector; undefined: not embedded. */
  axes?: number[]
}

/** A store with documents, and a catalogue that knows them in version 1. */
async function library(shelves: Shelf[], hidden: HiddenVersion[] = []) {
  const vectors = sqliteVectors({ directory: mkdtempSync(join(root, 'vectors-')) })
  const records: DocumentRecord[] = []
  for (const { documentId, userId = 'ann', texts, isPublic = false, notebookId = '', version = 1, axes } of shelves) {
    const chunks = texts.map((text, ordinal) => {
      const axis = axes?.[ordinal]
      const embedding = axis === undefined ? undefined : { model: 'm', vector: along(axis) }
      return chunk(text, {
        documentId,
        version,
        ordinal,
        notebookId,
        start: ordinal * 1_000,
        end: ordinal * 1_000 + text.length,
        embedding,
      })
    })
    await vectors.upsert(isPublic ? 'public' : ownerKey(userId), chunks)
    const rest = {
      metadataJson: '{}',
      bytes: 1,
      chunks: chunks.length,
      status: 'completed',
      readerVersion: 0,
      createdAtMs: 0,
    } as const
    if (records.every((record) => record.documentId !== documentId)) {
      records.push({ documentId, userId, filename: `${documentId}.txt`, notebookId, isPublic, version: 1, leftOut: [], ...rest })
    }
  }
  const deps: SearchDeps = {
    vectors,
    catalogue: {
      readable: async (userId, ids) =>
        records.filter((record) => ids.includes(record.documentId) && (record.isPublic || record.userId === userId)),
      hidden: async () => hidden,
    },
    embedQuery: async () => ({ model: 'm', vector: along(0) }),
  }
  const search = (rest: Partial<SearchRequest> & { query: string }, changed: Partial<SearchDeps> = {}) =>
    searchPassages(
      { userId: 'ann', topK: 10, mode: 'hybrid', sourceIds: [], notebookId: '', ...rest },
      { ...deps, ...changed },
      AbortSignal.timeout(5_000),
    )
  const found = async (rest: Partial<SearchRequest> & { query: string }) =>
    (await search(rest)).passages.map(({ content }) => content)
  return { search, found, vectors }
}

describe('search', () => {
  test('fills the places that copies leave from other documents', async () => {
    const copies = Array.from({ length: 60 }, (_, at) => ({
      documentId: `copy${at}`,
      texts: ['cells divide and cells grow'],
      axes: [0],
    }))
    const { found } = await library([...copies, { documentId: 'other', texts: ['one of many cells'], axes: [1] }])
    for (const mode of ['hybrid', 'dense', 'lexical'] as const) {
      expect(await found({ query: 'cells', mode, topK: 2 })).toEqual(['cells divide and cells grow', 'one of many cells'])
    }
  })

  test('by words alone, texts with words of the question come after those with its content, unless one holds half of that', async () => {
    const { found, search } = await library([
      { documentId: 'cost', texts: ['the school that costs least is the one in which all of them are'], axes: [1] },
      { documentId: 'alike', texts: ['what everybody should have and how they can have it'], axes: [1] },
      { documentId: 'none', texts: ['bread, butter'], axes: [0] },
    ])
    const [first, ...rest] = (await search({ query: 'How can they pay the tuition of a school?', mode: 'lexical' })).passages
    expect([first?.documentId, ...rest.map(({ documentId }) => documentId)]).toEqual(['cost', 'alike'])
    expect(rest).toMatchObject([{ isUnrelated: true, wordCoverage: 0 }])
    expect(await found({ query: 'How can they fly?', mode: 'lexical' })).toHaveLength(1)
    expect(await found({ query: 'What about the school?', mode: 'lexical' })).toHaveLength(1)
    expect((await search({ query: 'How can they fly?' }, { embedQuery: undefined })).passages).toEqual([])
  })

  test('sees own and public documents, and nothing else', async () => {
    const { found } = await library([
      { documentId: 'a', texts: ['cells of ann'], axes: [0] },
      { documentId: 'b', userId: 'bob', texts: ['cells of bob'], axes: [0] },
      { documentId: 'p', userId: 'bob', texts: ['cells of all'], axes: [0], isPublic: true },
    ])
    for (const mode of ['hybrid', 'dense', 'lexical'] as const) {
      expect((await found({ query: 'cells', mode })).sort()).toEqual(['cells of all', 'cells of ann'])
      expect(await found({ query: 'cells', mode, userId: 'eve' })).toEqual(['cells of all'])
      expect(await found({ query: 'cells', mode, userId: 'public' })).toEqual(['cells of all'])
      expect(await found({ query: 'cells', mode, sourceIds: ['b', 'a'] })).toEqual(['cells of ann'])
    }
  })

  test('gives only what the catalogue has committed, asking for more until it has enough', async () => {
    const dead = Array.from({ length: 300 }, (_, at) => `cells cells cells dead ${at}`)
    const { search } = await library([
      { documentId: 'a', texts: ['cells alive and well among many others'], axes: [1] },
      { documentId: 'a', texts: dead, version: 2, axes: dead.map(() => 0) },
      { documentId: 'unknown to the catalogue, but of the version', userId: 'bob', texts: ['cells of bob'], axes: [0] },
    ])
    for (const mode of ['hybrid', 'dense', 'lexical'] as const) {
      const { passages } = await search({ query: 'cells', mode, topK: 3 })
      expect(passages.map(({ content }) => content)).toEqual(['cells alive and well among many others'])
    }
  })

  test('puts what words and meaning both find before what one of them finds', async () => {
    const { search } = await library([
      { documentId: 'a', texts: ['nothing alike', 'membrane potential'], axes: [0, 0] },
      { documentId: 'b', texts: ['membrane', 'and more text'] },
    ])
    const { passages, mode, coverage, hasChunks } = await search({ query: 'the membrane' })
    expect(passages[0]).toMatchObject({ content: 'membrane potential', filename: 'a.txt', wordCoverage: 1 })
    expect(passages[0]?.similarity).toBeCloseTo(1, 5)
    expect(passages.find(({ content }) => content === 'nothing alike')?.wordCoverage).toBe(0)
    expect(passages.every(({ score }, at) => score > 0 && score <= 1 && score <= (passages[at - 1]?.score ?? 1))).toBe(true)
    expect({ mode, coverage, hasChunks }).toEqual({ mode: 'hybrid', coverage: 0.5, hasChunks: true })
  })

  test('goes on by words, and says so, without a model, with one that is away and without any vector of it', async () => {
    const { search } = await library([{ documentId: 'a', texts: ['cells'], axes: [0] }])
    const away = async () => Promise.reject(new Error('away'))
    const other = async () => ({ model: 'other', vector: along(0) })
    for (const embedQuery of [undefined, away, other]) {
      const { passages, mode } = await search({ query: 'cell', mode: 'dense' }, { embedQuery })
      expect(mode).toBe('lexical')
      expect(passages[0]).toMatchObject({ content: 'cells', similarity: 0 })
    }
  })

  test('asks the model for the beginning of a long query alone, in whole characters', async () => {
    const { search } = await library([{ documentId: 'a', texts: ['cells'], axes: [0] }])
    const embedded: string[] = []
    const embedQuery = async (text: string) => {
      embedded.push(text)
      return { model: 'm', vector: along(0) }
    }
    await search({ query: `what is a cell ${'𝒳'.repeat(4_000)}` }, { embedQuery })
    expect(embedded).toHaveLength(2)
    for (const text of embedded) expect(text).toMatch(/^[\w ]*cell 𝒳+$/u)
    expect(Math.max(...embedded.map((text) => Buffer.byteLength(text)))).toBeLessThanOrEqual(1_000)
  })

  test('a request of many words that ask is ranked by the few that say what it is about', async () => {
    const { search } = await library([{ documentId: 'a', texts: ['first', 'second'], axes: [0, 1] }])
    const bestFor = async (query: string) => {
      const embedQuery = async (text: string) => ({ model: 'm', vector: along(text === query ? 0 : 1) })
      return (await search({ query }, { embedQuery })).passages[0]?.content
    }
    expect(await bestFor('Explain mitochondria')).toBe('first')
    const polite =
      'Could you please be so kind as to explain to me once more, a little more slowly and step by step, what osmosis is?'
    expect(await bestFor(polite)).toBe('second')
  })

  test('a passage is unrelated that is near neither to the content of a query nor to all of it', async () => {
    const { search } = await library([{ documentId: 'a', texts: ['first', 'second', 'third'], axes: [0, 1, 2] }])
    const query = 'Explain mitochondria'
    const embedQuery = async (text: string) => ({ model: 'm', vector: along(text === query ? 0 : 1) })
    const { passages } = await search({ query }, { embedQuery })
    const related = passages.filter(({ isUnrelated }) => !isUnrelated)
    expect(related.map(({ content }) => content).sort()).toEqual(['first', 'second'])
  })

  test('a notebook is the user’s own, whatever notebook of that name others publish from', async () => {
    const { found } = await library([
      { documentId: 'a', texts: ['cells in n'], notebookId: 'n', axes: [0] },
      { documentId: 'b', texts: ['cells elsewhere'], axes: [0] },
      { documentId: 'p', userId: 'bob', texts: ['cells of bob'], notebookId: 'n', axes: [0], isPublic: true },
    ])
    expect(await found({ query: 'cells', notebookId: 'n' })).toEqual(['cells in n'])
  })

  test('says the same thing once', async () => {
    const { found } = await library([
      { documentId: 'a', texts: ['the same cells', 'other cells'], axes: [0, 0] },
      { documentId: 'b', texts: ['The same   cells'], axes: [0] },
    ])
    expect(await found({ query: 'cells' })).toHaveLength(2)
  })

  test('words are as rare as they are in own and public chunks together, so own ones are found among many public ones', async () => {
    const texts = Array.from({ length: 200 }, (_, at) => `public note ${at} on ${at < 2 ? 'osmosis' : 'plants'} and their cells`)
    const { found } = await library([
      { documentId: 'a', texts: ['My notes: osmosis moves water.'] },
      { documentId: 'p', userId: 'bob', texts, isPublic: true },
    ])
    expect((await found({ query: 'how does osmosis move water', mode: 'lexical' }))[0]).toStartWith('My notes')
  })

  test('a store that forgets the scope, or has chunks where they do not belong, leaks nothing', async () => {
    const { search, vectors } = await library([
      { documentId: 'a', texts: ['cells of a'], axes: [0] },
      { documentId: 'b', texts: ['cells of b'], axes: [0], notebookId: 'n' },
      { documentId: 'b', texts: ['cells in flight'], axes: [0], notebookId: 'n', version: 2 },
      { documentId: 'p', userId: 'bob', texts: ['cells of all'], axes: [0], isPublic: true },
    ])
    const strays = { start: 7_000, end: 7_020, embedding: { model: 'm', vector: along(0) } }
    await vectors.upsert('public', [chunk('cells of ann made public', { documentId: 'a', ordinal: 7, ...strays })])
    await vectors.upsert(ownerKey('ann'), [chunk('cells of all made own', { documentId: 'p', ordinal: 7, ...strays })])
    const forgetful: VectorStore = {
      ...vectors,
      nearest: (owner, query, k) => vectors.nearest(owner, query, k, everything),
      matching: (owner, words, k) => vectors.matching(owner, words, k, everything),
    }
    const found = async (rest: Partial<SearchRequest>) =>
      (await search({ query: 'cells', ...rest }, { vectors: forgetful })).passages.map(({ content }) => content).sort()
    expect(await found({})).toEqual(['cells of a', 'cells of all', 'cells of b'])
    expect(await found({ sourceIds: ['b'] })).toEqual(['cells of b'])
    expect(await found({ notebookId: 'n' })).toEqual(['cells of b'])
    expect(await found({ userId: 'eve' })).toEqual(['cells of all'])
  })

  test('chunks of versions that are not to be seen do not count as something to search', async () => {
    const { search } = await library(
      [
        { documentId: 'a', texts: ['cells on their way', 'and more'], axes: [0] },
        { documentId: 'p', userId: 'bob', texts: ['cells taken back'], isPublic: true },
      ],
      [
        { documentId: 'a', version: 1, isPublic: false },
        { documentId: 'p', version: 1, isPublic: true },
      ],
    )
    expect(await search({ query: 'cells' })).toEqual({ passages: [], mode: 'lexical', coverage: 0, hasChunks: false })
  })

  test('neighbours that are found together are one passage', async () => {
    const { vectors, search } = await library([{ documentId: 'a', texts: ['cells'], axes: [3] }])
    const text = 'Cells divide. They do so in phases. Then cells rest.'
    const piece = (start: number, end: number, ordinal: number) =>
      chunk(text.slice(start, end), { documentId: 'a', ordinal, start: start + 5_000, end: end + 5_000 })
    await vectors.upsert(ownerKey('ann'), [piece(0, 35, 1), piece(14, text.length, 2)])
    const { passages } = await search({ query: 'phases', mode: 'lexical' })
    expect(passages).toMatchObject([{ content: text, start: 5_000, end: 5_000 + text.length, wordCoverage: 1 }])
  })

  test('a user without documents gets nothing, and is told so', async () => {
    const { search } = await library([])
    expect(await search({ query: 'cells' })).toEqual({ passages: [], mode: 'lexical', coverage: 0, hasChunks: false })
  })

  test('stops when its caller does', async () => {
    const { vectors } = await library([])
    const stop = new AbortController()
    const embedQuery = (_: string, signal: AbortSignal) =>
      new Promise<never>((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason)))
    const request = { userId: 'ann', query: 'cells', topK: 1, mode: 'hybrid', sourceIds: [], notebookId: '' } as const
    const catalogue = { readable: async () => [], hidden: async () => [] }
    const searching = searchPassages({ ...request, sourceIds: [] }, { vectors, catalogue, embedQuery }, stop.signal)
    stop.abort(new Error('gone'))
    await expect(searching).rejects.toThrow('gone')
  })
})

describe('search in a store that can not find by words', () => {
  const dense = async (shelves: Shelf[]) => {
    const { search, vectors } = await library(shelves)
    const matching = async () => ({
      hits: [],
      statistics: { chunks: 1, words: 0, holding: new Map() },
      unsearched: true as const,
    })
    return (mode: 'hybrid' | 'lexical', changed: Partial<SearchDeps> = {}) =>
      search({ query: 'cells', mode }, { vectors: { ...vectors, matching }, ...changed })
  }

  test('answers every mode by meaning, and says so', async () => {
    const search = await dense([{ documentId: 'a', texts: ['cells'], axes: [0] }])
    for (const mode of ['hybrid', 'lexical'] as const) {
      const { mode: used, coverage, passages } = await search(mode)
      expect({ used, coverage, contents: passages.map(({ content }) => content) }).toEqual({
        used: 'dense',
        coverage: 1,
        contents: ['cells'],
      })
    }
  })

  test('finds nothing without a model or a vector of it, and is unavailable while the model is away', async () => {
    const search = await dense([{ documentId: 'a', texts: ['cells'] }])
    const nothing: SearchResult = { mode: 'dense', coverage: 0, hasChunks: true, passages: [] }
    expect(await search('hybrid')).toEqual(nothing)
    expect(await search('lexical', { embedQuery: undefined })).toEqual(nothing)
    const away = async () => Promise.reject(new Error('away'))
    expect(search('hybrid', { embedQuery: away })).rejects.toMatchObject({ code: 'unavailable' })
  })
})
