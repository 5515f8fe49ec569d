import { type FieldType, ShowCollectionsType } from '@zilliz/milvus2-sdk-node'
import {
  BM25_INDEX,
  chunkFields,
  NOTHING,
  TERMS,
  VECTOR,
  VECTOR_INDEXES,
  type VectorIndex,
  vectorFields,
  WORDS_TO_TERMS,
} from './rows'
import { checkSchema, markSchema } from './schema-version'
import type { Limits, MilvusServer } from './server'

export interface KnownCollections {
  /** Name of the collection of chunks; undefined: nothing has been stored yet. */
  chunks: string | undefined
  /** Whether the server can find chunks by their words. */
  findsByWords: boolean
  vectors: VectorCollection[]
}

export interface Collections {
  /** Throws failed_precondition where another version made the collections that are there. */
  check(): Promise<void>
  /** Collections that can be searched, at most `ageMsMax` old: other processes create collections too. */
  known(ageMsMax: number): Promise<KnownCollections>
  /** The same of any age, for a writer: the list may have to wait until a collection is created. */
  knownToWriter(): Promise<KnownCollections>
  /** Everything there is, however long it takes to be loaded. */
  all(): Promise<KnownCollections>
  /** Makes the collection of chunks if need be. */
  chunks(): Promise<string>
  /** Makes the collection of a model if need be. */
  vectors(model: string, dimension: number): Promise<string>
}

export interface CollectionSettings {
  /** The names of our collections begin with it. */
  prefix: string
  /** Parts into which the owners are spread; a search reads one. */
  partitions: number
  /** Index of the vectors. */
  index: VectorIndex
}

/** Making and loading an empty collection takes seconds, on a server that has just started more than ten. */
const patient = { deadlineMs: 60_000 }

export function milvusCollections(
  server: MilvusServer,
  { prefix, partitions, index: vectorIndex }: CollectionSettings,
): Collections {
  const chunksName = `${prefix}_chunks`
  const preparations = oncePerName()
  let seen: { known: KnownCollections; atMs: number; epoch: number } | undefined
  let made = 0

  async function known(ageMsMax: number, limits: Limits = {}, waitsForLoading = false): Promise<KnownCollections> {
    if (seen && seen.epoch !== server.epoch()) {
      seen = undefined
      preparations.clear()
    }
    const atMs = performance.now()
    if (seen && atMs - seen.atMs <= ageMsMax) return seen.known
    const epoch = server.epoch()
    for (;;) {
      const before = made
      const found = await look({ server, prefix, chunksName, preparations }, { waitsForLoading, limits }, seen?.known)
      if (made !== before) continue // one has been made meanwhile, which may be missing
      seen = { known: found, atMs, epoch }
      return found
    }
  }

  async function prepared(name: string, fields: FieldType[], index: Index): Promise<string> {
    await known(Number.POSITIVE_INFINITY, patient)
    await preparations.run(name, async () => {
      await markSchema(server, prefix, patient)
      await make(server, { name, fields, partitions }, index)
      made += 1
      seen = undefined
    })
    return name
  }

  return {
    check: async () => void (await listed({ server, prefix, chunksName, preparations }, {})),
    known: (ageMsMax) => known(ageMsMax),
    knownToWriter: () => known(Number.POSITIVE_INFINITY, patient),
    all: () => known(-1, patient, true),
    chunks: () => {
      const words = server.isModern()
      return prepared(
        chunksName,
        chunkFields(words),
        words ? { field: TERMS, ...BM25_INDEX } : { field: NOTHING, ...VECTOR_INDEXES.flat },
      )
    },
    vectors: (model, dimension) =>
      prepared(vectorsName(prefix, model, dimension), vectorFields(dimension), { field: VECTOR, ...VECTOR_INDEXES[vectorIndex] }),
  }
}

interface Finder {
  server: MilvusServer
  prefix: string
  chunksName: string
  preparations: Preparations
}

/** Asks the server for our collections. A collection of vectors that is not loaded is left out unless the caller waits for it. */
async function look(
  { server, prefix, chunksName, preparations }: Finder,
  { waitsForLoading, limits }: { waitsForLoading: boolean; limits: Limits },
  before: KnownCollections | undefined,
): Promise<KnownCollections> {
  const [{ chunks, vectors: found }, loaded] = await Promise.all([
    listed({ server, prefix, chunksName, preparations }, limits),
    server.call((client, timeout) => client.showCollections({ type: ShowCollectionsType.Loaded, timeout }), limits),
  ])
  const areLoaded = new Set(
    loaded.data.filter(({ loadedPercentage }) => Number(loadedPercentage) === 100).map(({ name }) => name),
  )
  const isReady = async (name: string) => {
    if (areLoaded.has(name)) return true
    const loading = preparations.run(name, () => load(server, name))
    if (waitsForLoading || name === chunks) await loading
    loading.catch(() => undefined) // another process is making it, and it is empty
    return waitsForLoading
  }
  if (chunks !== undefined) await isReady(chunks)
  const areReady = await Promise.all(found.map(({ name }) => isReady(name)))
  const vectors = found.filter((_, at) => areReady[at])
  if (chunks === undefined) return { chunks, findsByWords: server.isModern(), vectors }
  return { chunks, findsByWords: before?.chunks === undefined ? await hasTerms(server, chunks) : before.findsByWords, vectors }
}

/** The names of our collections, whose schema is one that we know. */
async function listed({ server, prefix, chunksName }: Finder, limits: Limits) {
  const what = { type: ShowCollectionsType.All }
  const { data } = await server.call((client, timeout) => client.showCollections({ ...what, timeout }), limits)
  const names = data.map(({ name }) => name)
  const vectors = names.flatMap((name) => vectorCollection(prefix, name) ?? [])
  const chunks = names.includes(chunksName) ? chunksName : undefined
  await checkSchema(server, prefix, { names, chunks, vectors: vectors.map(({ name }) => name) }, limits)
  return { chunks, vectors }
}

async function hasTerms(server: MilvusServer, name: string): Promise<boolean> {
  const { schema } = await server.call((client, timeout) => client.describeCollection({ collection_name: name, timeout }))
  return schema.fields.some((field) => field.name === TERMS)
}

type Preparations = ReturnType<typeof oncePerName>

/** Preparations of one name at the same time are one. A failed one is tried again by the next caller. */
function oncePerName() {
  const preparing = new Map<string, Promise<void>>()
  return {
    clear: () => preparing.clear(),
    run(name: string, prepare: () => Promise<unknown>): Promise<void> {
      const running = preparing.get(name)
      if (running) return running
      const prepared = prepare().then(
        () => undefined,
        (err: unknown) => {
          if (preparing.get(name) === prepared) preparing.delete(name)
          throw err
        },
      )
      preparing.set(name, prepared)
      return prepared
    },
  }
}

type Index = { field: string } & (typeof BM25_INDEX | (typeof VECTOR_INDEXES)[VectorIndex])

/** Index and load come before the first row: afterwards they take many times as long. */
async function make(
  server: MilvusServer,
  { name, fields, partitions }: { name: string; fields: FieldType[]; partitions: number },
  { field, ...kind }: Index,
): Promise<void> {
  const exists = await server.call((client, timeout) => client.hasCollection({ collection_name: name, timeout }), patient)
  const functions = kind.metric_type === 'BM25' ? { functions: [WORDS_TO_TERMS] } : {}
  const what = { collection_name: name, fields, num_partitions: partitions, consistency_level: 'Bounded' as const }
  if (!exists.value) await server.call((client, timeout) => client.createCollection({ ...what, ...functions, timeout }), patient)
  const index = { collection_name: name, field_name: field, ...kind }
  await server.call((client, timeout) => client.createIndex({ ...index, timeout }), patient)
  await load(server, name)
}

const load = (server: MilvusServer, name: string) =>
  server.call((client, timeout) => client.loadCollectionSync({ collection_name: name, timeout }), patient)

/** The vectors of one model and length. */
interface VectorCollection {
  name: string
  model: string
  dimension: number
}

const NAME_LENGTH_MAX = 255

/** Carries model and length. Names take letters, digits and `_` alone: of other bytes it has the hexadecimal digits. */
export function vectorsName(prefix: string, model: string, dimension: number): string {
  const bytes = [...Buffer.from(model)]
  const written = bytes.map((byte) => {
    const letter = String.fromCharCode(byte)
    return /[A-Za-z0-9]/.test(letter) ? letter : `_${byte.toString(16).padStart(2, '0')}`
  })
  const name = `${prefix}_vectors_${written.join('')}_d${dimension}`
  if (name.length > NAME_LENGTH_MAX) throw new Error('the name of the embedding model is too long')
  return name
}

/** Undefined: another collection. */
export function vectorCollection(prefix: string, name: string): VectorCollection | undefined {
  const before = `${prefix}_vectors_`
  const [, written, dimension] = /^(.*)_d(\d+)$/.exec(name.startsWith(before) ? name.slice(before.length) : '') ?? []
  if (written === undefined || dimension === undefined) return undefined
  const bytes = written.replaceAll(/_([0-9a-f]{2})|(.)/g, (_, digits?: string, letter = '') =>
    digits === undefined ? letter.charCodeAt(0).toString(16) : digits,
  )
  return { name, model: Buffer.from(bytes, 'hex').toString('utf8'), dimension: Number(dimension) }
}
