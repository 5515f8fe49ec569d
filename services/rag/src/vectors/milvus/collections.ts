import { AppError } from '@collabry/runtime/errors'
import {
  type CreateIndexSimpleReq,
  DataType,
  ErrorCode,
  type FieldType,
  type GetLoadingProgressResponse,
  type ResStatus,
  ShowCollectionsType,
} from '@zilliz/milvus2-sdk-node'
import {
  BM25_INDEX,
  CHUNK_FIELDS,
  chunkFields,
  KEY_FIELDS,
  NOTHING,
  TERMS,
  VECTOR,
  VECTOR_INDEXES,
  type VectorIndex,
  vectorFields,
  WORDS_TO_TERMS,
} from './rows'
import type { Limits, MilvusServer } from './server'

interface KnownCollections {
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
  /** All collections, including those that are still loading: it waits for them. */
  all(): Promise<KnownCollections>
  /** Makes the collection of chunks if need be. */
  chunks(): Promise<string>
  /** Makes the collection of a model if need be. */
  vectors(model: string, dimension: number): Promise<string>
}

interface CollectionSettings {
  /** The names of our collections begin with it. */
  prefix: string
  /** Parts into which the owners are spread; a search reads one. */
  partitions: number
  /** Index of the vectors. */
  index: VectorIndex
}

/** Pause between two looks at how far a collection is loaded. */
const LOADING_POLL_MS = 100

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
  await makeIndex(server, { collection_name: name, field_name: field, ...kind })
  await load(server, name)
}

/** Milvus takes an index that is there already, Milvus Lite refuses it. */
async function makeIndex(server: MilvusServer, index: CreateIndexSimpleReq): Promise<void> {
  const { collection_name, field_name } = index
  const isThere = async () => {
    const what = { collection_name, field_name }
    const found = await server.call((client, timeout) => client.describeIndex({ ...what, timeout }), patient)
    return found.index_descriptions.length > 0
  }
  await server
    .call((client, timeout) => client.createIndex({ ...index, timeout }), patient)
    .catch(async (error: unknown) => {
      if (!(await isThere())) throw error
    })
}

/**
 * Returns when the collection can be searched. The client's own `loadCollectionSync` throws an error without a code, also for a
 * server that is not ready yet.
 */
const load = (server: MilvusServer, name: string) =>
  server.call<ResStatus | GetLoadingProgressResponse>(async (client, timeout) => {
    const endMs = performance.now() + timeout
    const begun = await client.loadCollectionAsync({ collection_name: name, timeout })
    if (begun.error_code !== ErrorCode.SUCCESS) return begun
    for (;;) {
      const loading = await client.getLoadingProgress({ collection_name: name, timeout })
      const isOver = loading.status.error_code !== ErrorCode.SUCCESS || Number(loading.progress) >= 100
      if (isOver || performance.now() > endMs) return loading
      await Bun.sleep(LOADING_POLL_MS)
    }
  }, patient)

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

/** Version of the fields of all collections. It increases with each change of them, which then needs a migration here. */
const SCHEMA_VERSION = 1

/** An empty collection whose name says the version: no property of a collection is kept by all servers. */
const markerOf = (prefix: string, version: number) => `${prefix}_schema_${version}`

interface StoredCollections {
  /** Names of all collections of the server. */
  names: string[]
  chunks: string | undefined
  vectors: string[]
}

/**
 * Refuses collections of another schema version. Collections without a marker have the fields of version 1 and are marked now.
 * Throws failed_precondition.
 */
async function checkSchema(server: MilvusServer, prefix: string, stored: StoredCollections, limits: Limits): Promise<void> {
  const marked = stored.names.flatMap((name) => versionOf(prefix, name) ?? [])
  const newest = Math.max(0, ...marked)
  if (newest > SCHEMA_VERSION) throw refused(prefix, newest)
  const { chunks, vectors } = stored
  if (marked.includes(SCHEMA_VERSION) || (chunks === undefined && vectors.length === 0)) return
  if (chunks !== undefined) await requireFields(server, chunks, CHUNK_FIELDS, limits)
  for (const name of vectors) await requireFields(server, name, [...KEY_FIELDS, VECTOR], limits)
  await markSchema(server, prefix, limits)
}

/** Says in the server which version its collections have. Several processes may do so at the same time. */
async function markSchema(server: MilvusServer, prefix: string, limits: Limits): Promise<void> {
  const name = markerOf(prefix, SCHEMA_VERSION)
  const fields = [
    { name: 'id', data_type: DataType.Int64, is_primary_key: true, autoID: false },
    { name: 'nothing', data_type: DataType.FloatVector, dim: 2 },
  ]
  const exists = async () =>
    (await server.call((client, timeout) => client.hasCollection({ collection_name: name, timeout }), limits)).value
  if (await exists()) return
  const create = server.call((client, timeout) => client.createCollection({ collection_name: name, fields, timeout }), limits)
  await create.catch(async (error: unknown) => {
    if (!(await exists())) throw error // another process, or another collection of this one, has made it meanwhile
  })
}

function versionOf(prefix: string, name: string): number | undefined {
  const start = markerOf(prefix, 0).slice(0, -1)
  const version = name.startsWith(start) ? name.slice(start.length) : ''
  return /^\d{1,9}$/.test(version) ? Number(version) : undefined
}

async function requireFields(server: MilvusServer, name: string, fields: string[], limits: Limits): Promise<void> {
  const { schema } = await server.call((client, timeout) => client.describeCollection({ collection_name: name, timeout }), limits)
  const present = new Set(schema.fields.map((field) => field.name))
  const missing = fields.find((field) => !present.has(field))
  if (missing === undefined) return
  throw new AppError(
    'failed_precondition',
    `The collection ${name} in Milvus has no field ${missing}, so no known version made it; set another MILVUS_PREFIX.`,
  )
}

const refused = (prefix: string, version: number) =>
  new AppError(
    'failed_precondition',
    `The collections ${prefix}_… in Milvus have the schema ${version}, and this version knows ${SCHEMA_VERSION}; start the version that wrote them, or set another MILVUS_PREFIX.`,
  )
