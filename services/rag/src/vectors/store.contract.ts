import { describe, expect, test } from 'bun:test'
import { type OwnerKey, ownerKey } from '@collabry/storage/owner-key'
import { indexWords, queryWords } from '../lexical/tokenizer'
import type { DocumentVersion, IndexedChunk, Scope, VectorStore } from './store'

const ann = ownerKey('ann')
const bob = ownerKey('bob')
export const everything: Scope = { documentIds: undefined, notebookId: undefined, hidden: [] }

/** A unit vector that points along one axis, and a little along the next. */
export const along = (axis: number, dimension = 8): Float32Array => {
  const vector = new Float32Array(dimension)
  vector[axis % dimension] = Math.sqrt(0.9)
  vector[(axis + 1) % dimension] = Math.sqrt(0.1)
  return vector
}

export const chunk = (content: string, rest: Partial<IndexedChunk> = {}): IndexedChunk => ({
  chunkId: `chunk-of-${rest.documentId ?? 'd1'}-${rest.version ?? 1}-${rest.ordinal ?? 0}`,
  documentId: 'd1',
  version: 1,
  ordinal: 0,
  notebookId: '',
  content,
  start: 0,
  end: content.length,
  page: 0,
  words: indexWords(content),
  embedding: undefined,
  ...rest,
})

const query = (axis: number, model = 'm') => ({ model, vector: along(axis) })

interface ContractOptions {
  /** Otherwise the store has to say so, and to keep the rest of the contract. */
  findsByWords?: boolean
  /** A store that holds these chunks as an older analysis left them. */
  openOlder?(owner: OwnerKey, chunks: IndexedChunk[]): Promise<VectorStore>
}

export function vectorStoreContract(
  name: string,
  open: () => Promise<VectorStore>,
  { findsByWords = true, openOlder }: ContractOptions = {},
) {
  const wordTest = findsByWords ? test : () => undefined
  const contents = async (store: VectorStore, owner: OwnerKey, text: string, scope = everything, k = 10) =>
    (await store.matching(owner, queryWords(text), k, scope)).hits.map(({ content }) => content)
  const near = async (store: VectorStore, owner: OwnerKey, axis: number, scope = everything, k = 10) =>
    (await store.nearest(owner, query(axis), k, scope)).map(({ content }) => content)

  describe(`vector store: ${name}`, () => {
    test('gives back a chunk as it was stored, by meaning and by words', async () => {
      await using store = await open()
      const stored = chunk('  Çells\ndivide 😀 "often"', { page: 3, start: 7, end: 31, embedding: query(0) })
      await store.upsert(ann, [stored])
      const { embedding: _, notebookId: __, ...rest } = stored
      const hit = { ...rest, words: stored.words.join(' ') }
      const [byMeaning] = await store.nearest(ann, query(0), 1, everything)
      expect(byMeaning).toEqual({ ...hit, score: expect.closeTo(1, 5) })
      if (!findsByWords) return
      const { hits, statistics } = await store.matching(ann, queryWords('cell'), 1, everything)
      expect(hits).toEqual([{ ...hit, score: expect.any(Number) }])
      expect(hits[0]?.score).toBeGreaterThan(0)
      expect(statistics).toMatchObject({ chunks: 1, words: stored.words.length })
      expect(statistics.holding.get('cell')).toBe(1)
    })

    test('never shows one owner what another has, public included', async () => {
      await using store = await open()
      const mine = { documentId: 'd1', embedding: query(0) }
      await store.upsert(ann, [chunk('secret of ann', mine)])
      await store.upsert(bob, [chunk('secret of bob', { ...mine, ordinal: 1 })])
      await store.upsert('public', [chunk('no secret', { ...mine, ordinal: 2 })])
      expect(await near(store, bob, 0)).toEqual(['secret of bob'])
      expect(await near(store, 'public', 0)).toEqual(['no secret'])
      const { statistics } = await store.matching(ann, queryWords('secret'), 0, everything)
      if (findsByWords) {
        expect(statistics.chunks).toBe(1)
        expect(statistics.holding.get('secret')).toBe(1)
        expect(await contents(store, ann, 'secret')).toEqual(['secret of ann'])
      }
      expect(await store.remove(bob, 'd1', Number.POSITIVE_INFINITY)).toBe(1)
      await store.erase('public')
      expect(await near(store, ann, 0)).toEqual(['secret of ann'])
      expect(await contents(store, ownerKey('eve'), 'secret')).toEqual([])
    })

    test('a search knows of every write before it, whatever an earlier one has seen', async () => {
      await using store = await open()
      const looked = async () => {
        const { statistics, hits } = await store.matching(ann, queryWords('heron'), 10, everything)
        const { chunks } = await store.count(ann, undefined)
        if (findsByWords) expect([statistics.chunks, statistics.holding.get('heron') ?? 0, hits.length]).toEqual(Array(3).fill(chunks)) // biome-ignore format: one line reads best
        return chunks
      }
      await store.upsert(ann, [chunk('a grey heron', { documentId: 'd1', embedding: query(0) })])
      expect(await looked()).toBe(1)
      await store.upsert(ann, [chunk('a white heron', { documentId: 'd2', embedding: query(1) })])
      expect(await looked()).toBe(2)
      await store.remove(ann, 'd1', Number.POSITIVE_INFINITY)
      expect(await looked()).toBe(1)
      await store.erase(ann)
      expect(await looked()).toBe(0)
    })

    test('finds the nearest first, exactly', async () => {
      await using store = await open()
      const axes = [5, 1, 3, 0, 2]
      await store.upsert(
        ann,
        axes.map((axis) => chunk(`axis ${axis}`, { ordinal: axis, embedding: query(axis) })),
      )
      expect(await near(store, ann, 2, everything, 3)).toEqual(['axis 2', 'axis 1', 'axis 3'])
    })

    test('gives the vectors of an owner’s chunks by a model, and no other', async () => {
      await using store = await open()
      await store.upsert(ann, [chunk('a', { embedding: query(0) }), chunk('b', { ordinal: 1 })])
      await store.upsert(bob, [chunk('c', { ordinal: 2, embedding: query(2) })])
      const ids = [0, 1, 2].map((ordinal) => chunk('', { ordinal }).chunkId)
      const isVector = async (axis: number) => {
        const vectors = await store.vectorsOf(ann, { name: 'm', dimension: 8 }, [...ids, 'unknown'])
        expect([...vectors.keys()]).toEqual(ids.slice(0, 1))
        expect([...(vectors.get(ids[0] ?? '') ?? [])]).toEqual([...along(axis)])
      }
      await isVector(0)
      await near(store, ann, 0, everything, 3) // a store may keep what it has read for it
      await isVector(0)
      await store.upsert(ann, [chunk('a', { embedding: query(1) })])
      await isVector(1)
      expect(await store.vectorsOf(ann, { name: 'n', dimension: 8 }, ids)).toEqual(new Map())
      expect(await store.vectorsOf(ann, { name: 'm', dimension: 9 }, ids)).toEqual(new Map())
      expect(await store.vectorsOf(ann, { name: 'm', dimension: 8 }, [])).toEqual(new Map())
    })

    wordTest('ranks rarer and more frequent words higher', async () => {
      await using store = await open()
      const texts = ['flow flow flow of air', 'flow of heat', 'wing and flow', 'a wing wing wing in air', 'nothing of it']
      await store.upsert(
        ann,
        texts.map((text, ordinal) => chunk(text, { ordinal })),
      )
      expect((await contents(store, ann, 'the wing')).slice(0, 2)).toEqual(['a wing wing wing in air', 'wing and flow'])
      expect(await contents(store, ann, 'heat')).toEqual(['flow of heat'])
      expect(await contents(store, ann, 'of')).toHaveLength(3)
      expect(await contents(store, ann, 'flow', everything, 2)).toHaveLength(2)
    })

    test('replaces a chunk by its id', async () => {
      await using store = await open()
      await store.upsert(ann, [chunk('old words', { embedding: query(0) })])
      expect(await near(store, ann, 0)).toEqual(['old words'])
      await store.upsert(ann, [chunk('new words', { embedding: query(4) })])
      expect(await near(store, ann, 4)).toEqual(['new words'])
      if (findsByWords) expect(await contents(store, ann, 'old')).toEqual([])
      if (findsByWords) expect(await contents(store, ann, 'words')).toEqual(['new words'])
      expect((await store.nearest(ann, query(4), 5, everything)).map(({ score }) => score)).toEqual([expect.closeTo(1, 5)])
      expect(await store.count(ann)).toEqual({ chunks: 1, embedded: new Map([['m', 1]]) })
    })

    test('a chunk that comes again with its vector is found by both, and in the notebook that it names', async () => {
      await using store = await open()
      const words = [chunk('The canary sings.'), chunk('The harbour sleeps.', { ordinal: 1 })]
      await store.upsert(ann, words)
      await store.upsert(ann, words.map((one, axis) => ({ ...one, embedding: query(axis) }))) // biome-ignore format: one line reads best
      expect(await near(store, ann, 1, everything, 1)).toEqual(['The harbour sleeps.'])
      if (findsByWords) expect(await contents(store, ann, 'canary')).toEqual(['The canary sings.'])
      expect(await store.count(ann)).toEqual({ chunks: 2, embedded: new Map([['m', 2]]) })
      await store.upsert(ann, [chunk('The canary sings.', { notebookId: 'n', embedding: query(0) })])
      expect(await near(store, ann, 0, { ...everything, notebookId: 'n' })).toEqual(['The canary sings.'])
      expect(await near(store, ann, 0)).toHaveLength(2)
    })

    test('keeps the vectors of two models, and of two lengths, apart', async () => {
      await using store = await open()
      await store.upsert(ann, [chunk('first', { embedding: query(0) }), chunk('second', { ordinal: 1 })])
      await store.upsert(ann, [chunk('first', { embedding: query(5, 'n') })])
      await store.upsert(ann, [chunk('third', { ordinal: 2, embedding: { model: 'm', vector: along(0, 12) } })])
      expect((await store.nearest(ann, query(0), 9, everything)).map(({ content }) => content)).toEqual(['first'])
      expect((await store.nearest(ann, query(5, 'n'), 9, everything))[0]?.score).toBeCloseTo(1, 5)
      expect(await store.nearest(ann, query(0, 'another'), 9, everything)).toEqual([])
      if (findsByWords) expect(await contents(store, ann, 'second')).toEqual(['second'])
      expect(await store.count(ann)).toEqual({ chunks: 3, embedded: new Map([['m', 2], ['n', 1]]) }) // biome-ignore format: one line reads best
    })

    test('searches within documents, a notebook, and without hidden versions', async () => {
      await using store = await open()
      await store.upsert(ann, [
        chunk('word one', { documentId: 'a', notebookId: 'n', embedding: query(0) }),
        chunk('word two', { documentId: 'b', embedding: query(0) }),
        chunk('word three', { documentId: 'c', version: 2, embedding: query(0) }),
        chunk('word four', { documentId: 'c', version: 3, embedding: query(0) }),
      ])
      const hidden = { ...everything, hidden: [{ documentId: 'c', version: 3 }] }
      for (const find of findsByWords ? [contents, near] : [near]) {
        const ask = (scope: Scope) => (find === contents ? contents(store, ann, 'word', scope) : near(store, ann, 0, scope))
        expect((await ask({ ...everything, documentIds: ['b', 'c', 'x'] })).sort()).toEqual([
          'word four',
          'word three',
          'word two',
        ])
        expect(await ask({ ...everything, notebookId: 'n' })).toEqual(['word one'])
        expect(await ask({ ...everything, notebookId: 'n', documentIds: ['b'] })).toEqual([])
        expect((await ask(hidden)).sort()).toEqual(['word one', 'word three', 'word two'])
        expect(await ask({ ...everything, documentIds: [] })).toEqual([])
      }
      expect(await store.count(ann, { documentId: 'c', version: 3 })).toEqual({ chunks: 1, embedded: new Map([['m', 1]]) })
    })

    test('removes older versions, all of a document, and everything of an owner', async () => {
      await using store = await open()
      const versions = [1, 2, 3].map((version) => chunk(`version ${version}`, { version, embedding: query(0) }))
      await store.upsert(ann, [...versions, chunk('version of another', { documentId: 'd2', embedding: query(1) })])
      expect(await near(store, ann, 0)).toHaveLength(4)
      expect(await store.remove(ann, 'd1', 3)).toBe(2)
      expect((await near(store, ann, 0)).sort()).toEqual(['version 3', 'version of another'])
      expect(await near(store, ann, 0, everything, 1)).toEqual(['version 3'])
      if (findsByWords) expect(await contents(store, ann, '1')).toEqual([])
      expect(await store.remove(ann, 'd1', Number.POSITIVE_INFINITY)).toBe(1)
      expect(await store.remove(ann, 'd1', Number.POSITIVE_INFINITY)).toBe(0)
      await store.erase(ann)
      expect(await store.count(ann)).toEqual({ chunks: 0, embedded: new Map() })
      await store.upsert(ann, versions.slice(0, 1))
      expect(await near(store, ann, 0)).toEqual(['version 1'])
    })

    if (openOlder) renewalContract(openOlder)

    test('words that change leave the vectors of other models', async () => {
      await using store = await open()
      const stored = chunk('cells', { words: ['older'], embedding: query(0) })
      await store.upsert(ann, [stored])
      await store.upsert(ann, [{ ...stored, words: ['newer'], embedding: query(3, 'n') }])
      expect(await near(store, ann, 0)).toEqual(['cells'])
      expect((await store.count(ann)).embedded).toEqual(new Map([['m', 1], ['n', 1]])) // biome-ignore format: one line reads best
    })

    wordTest('takes any text for words, never for a query language', async () => {
      await using store = await open()
      await store.upsert(ann, [chunk('alpha beta'), chunk('AND OR NOT NEAR', { ordinal: 1 }), chunk('100% "x"', { ordinal: 2 })])
      const hostile = [
        '"',
        '""',
        '" OR "alpha',
        'words:alpha',
        '-alpha',
        'alp*',
        '^alpha',
        'NEAR(alpha beta, 2)',
        '(',
        '{a}:',
        ';--',
        "'",
        '%',
        '_',
      ]
      for (const text of [...hostile, '\0', 'a\0b', '\ud800', '\udc00 x', '', ' ', '😀', 'x'.repeat(30_000)]) {
        await store.matching(ann, queryWords(text), 5, everything)
      }
      for (const word of ['"', 'alp*', 'alpha" OR "beta', 'a\0lpha', '\ud800', 'words : alpha', '']) {
        const { hits } = await store.matching(ann, [{ word, weight: 1, of: word }], 5, everything)
        expect(hits).toEqual([])
      }
      expect(await contents(store, ann, 'alp*')).toEqual([])
      expect(await contents(store, ann, 'NOT NEAR')).toEqual(['AND OR NOT NEAR'])
    })

    test('lets writes and searches of many owners go on at once', async () => {
      await using store = await open()
      const users = Array.from({ length: 12 }, (_, at) => `user-${at}`)
      const chunksOf = (user: string) =>
        Array.from({ length: 10 }, (_, ordinal) =>
          chunk(`note ${ordinal}`, { chunkId: `${user}-${ordinal}`, ordinal, embedding: query(ordinal) }),
        )
      await Promise.all(users.flatMap((user) => chunksOf(user).map((one) => store.upsert(ownerKey(user), [one]))))
      const found = await Promise.all(users.map(async (user) => (await near(store, ownerKey(user), 0, everything, 99)).length))
      expect(found).toEqual(users.map(() => 10))
    })

    if (!findsByWords) {
      test('says that it can not find by words', async () => {
        await using store = await open()
        expect(await store.matching(ann, queryWords('word'), 5, everything)).toMatchObject({ hits: [], unsearched: true })
        await store.upsert(ann, [chunk('word', { embedding: query(0) }), chunk('no vector', { ordinal: 1 })])
        expect(await store.matching(ann, queryWords('word'), 5, everything)).toMatchObject({ hits: [], unsearched: true })
        expect((await store.count(ann)).chunks).toBe(2)
      })
    }
  })
}

const STEPS_MAX = 20

function renewalContract(openOlder: (owner: OwnerKey, chunks: IndexedChunk[]) => Promise<VectorStore>): void {
  test('words that an older analysis made are made anew, and what was found stays found meanwhile', async () => {
    const words = ['الكتاب', 'رقم', 'المكتبه', 'heading']
    const older = Array.from({ length: 70 }, (_, at) =>
      chunk(`الكتاب رقم ${at} في المكتبة`, { documentId: at < 50 ? 'd1' : 'd2', ordinal: at, words, embedding: query(at) }),
    )
    await using store = await openOlder(ann, older)
    const found = async (text: string) => (await store.matching(ann, queryWords(text), 200, everything)).hits.length
    expect(await found('الكتاب')).toBe(70)
    await store.upsert(bob, [chunk('كتاب', { ordinal: 99 })])
    await store.upsert(ann, [chunk('كتاب', { documentId: 'd3' })])

    const seen: DocumentVersion[] = []
    const leftAlone: DocumentVersion = { documentId: 'd2', version: 1 }
    for (const of of await store.outdated([leftAlone])) {
      const stopped = store.renewWords(ann, of, () => Promise.reject(new Error('the lease is lost')))
      await expect(stopped).rejects.toThrow('the lease is lost')
      await store.renewWords(bob, of, async () => {}) // another owner's, so there is nothing
      expect(await found('كتاب')).toBe(1)
      let steps = 0
      await store.renewWords(ann, of, async () => {
        steps += 1
        expect(await found('الكتاب')).toBe(71)
      })
      expect(steps).toBeGreaterThan(1)
      seen.push(of)
    }
    if (seen.length > 0) {
      expect(seen).toEqual([{ documentId: 'd1', version: 1 }])
      expect(await store.outdated([leftAlone])).toEqual([])
      expect(await store.outdated([])).toEqual([leftAlone])
      await store.renewWords(ann, leftAlone, async () => {})
    }
    for (let turn = 0; turn < STEPS_MAX && (await found('كتاب')) < 71; turn += 1) await store.upsert(ann, []) // waits for its turn
    expect(await found('كتاب')).toBe(71)
    expect(await found('heading')).toBe(70)
    expect(await store.outdated([])).toEqual([])
    const { chunks, embedded } = await store.count(ann)
    expect([chunks, embedded.get('m')]).toEqual([71, 70])
    const [nearest] = await store.nearest(ann, query(1), 1, { ...everything, documentIds: ['d1'] })
    expect(nearest).toMatchObject({ content: expect.stringContaining('رقم'), end: older[1]?.end })
  })
}
