import type { OwnerKey } from '@collabry/storage/owner-key'
import { DataType, type FieldType, FunctionType } from '@zilliz/milvus2-sdk-node'
import { ANALYSIS_VERSION, renewedWords } from '../../lexical/tokenizer'
import type { Embedding, Hit, IndexedChunk } from '../store'
import { versionKey } from './filter'

/** Milvus' own limit of a text field, in bytes of UTF-8. */
export const TEXT_BYTES_MAX = 65_535
/** Marks a word that is written as the hexadecimal digits of its UTF-8. */
const ENCODED = 'X'
/** Begins the first of the words, which says the version of the analysis that made them. No word begins with it. */
const ANALYSED = 'A'
const MARK = `${ANALYSED}${ANALYSIS_VERSION} `
/** Analyses before this one did not mark the words that they made. */
const FIRST_MARKED = 3

/**
 * Rows with words of an older analysis. Those of a newer one are left alone: its processes may run beside this one during a
 * rollout.
 */
export function wordsBefore(version: number): string {
  const older = Array.from({ length: Math.max(0, version - FIRST_MARKED) }, (_, at) => FIRST_MARKED + at)
  return `(${[`not (words like "${ANALYSED}%")`, ...older.map((one) => `words like "${ANALYSED}${one} %"`)].join(' or ')})`
}

export const OUTDATED = wordsBefore(ANALYSIS_VERSION)

/** A chunk as the collection of chunks holds it; a type, because the client asks for an index signature. */
export type ChunkRow = {
  chunk_id: string
  owner: string
  document_id: string
  version: number
  version_key: string
  ordinal: number
  notebook_id: string
  content: string
  starts: number
  ends: number
  page: number
  words: string
}

/** As a query gives it: 64-bit integers are strings. */
export type ReadRow = { [Field in keyof ChunkRow]: ChunkRow[Field] extends number ? string : ChunkRow[Field] }

/** Fields of every collection: those for filters. */
export const KEY_FIELDS = ['chunk_id', 'owner', 'document_id', 'version', 'version_key', 'notebook_id']

export const CHUNK_FIELDS = [...KEY_FIELDS, 'ordinal', 'content', 'starts', 'ends', 'page', 'words']

/** A row of the collection of one model: the fields for filters, and the vector. */
export type VectorRow = {
  chunk_id: string
  owner: string
  document_id: string
  version: number
  version_key: string
  notebook_id: string
  vector: number[]
}

export const toChunkRow = (owner: OwnerKey, chunk: IndexedChunk): ChunkRow => ({
  ...keysOf(owner, chunk),
  ordinal: chunk.ordinal,
  content: chunk.content,
  starts: chunk.start,
  ends: chunk.end,
  page: chunk.page,
  words: encodeWords(chunk.words),
})

/** The same row with words of this version of the analysis. */
export function renewedRow(owner: OwnerKey, row: ReadRow): ChunkRow {
  const hit = toHit(row, 0)
  const words = renewedWords(hit.content, hit.words.split(' '))
  return toChunkRow(owner, { ...hit, words, notebookId: row.notebook_id, embedding: undefined })
}

export const toVectorRow = (owner: OwnerKey, chunk: IndexedChunk, { vector }: Embedding): VectorRow => ({
  ...keysOf(owner, chunk),
  vector: Array.from(vector),
})

const keysOf = (owner: OwnerKey, { chunkId, documentId, version, notebookId }: IndexedChunk) => ({
  chunk_id: chunkId,
  owner,
  document_id: documentId,
  version,
  version_key: versionKey(documentId, version),
  notebook_id: notebookId,
})

export const toHit = (row: ReadRow, score: number): Hit => ({
  chunkId: row.chunk_id,
  documentId: row.document_id,
  version: Number(row.version),
  ordinal: Number(row.ordinal),
  content: row.content,
  start: Number(row.starts),
  end: Number(row.ends),
  page: Number(row.page),
  words: decodeWords(row.words),
  score,
})

/**
 * Words as every server's analyzer leaves them whole: it would cut at accents that stand alone and between Chinese
 * characters. What does not fit into the field is left out.
 */
export function encodeWords(words: string[]): string {
  const encoded = MARK + encodeQuery(words)
  return encoded.length <= TEXT_BYTES_MAX ? encoded : encoded.slice(0, encoded.lastIndexOf(' ', TEXT_BYTES_MAX))
}

export const encodeQuery = (words: string[]): string => words.map(encodeWord).join(' ')

const encodeWord = (word: string): string => (/^[0-9a-z]+$/.test(word) ? word : `${ENCODED}${Buffer.from(word).toString('hex')}`)

function decodeWords(marked: string): string {
  const words = marked.startsWith(ANALYSED) ? marked.slice(marked.indexOf(' ') + 1) : marked
  if (!words.includes(ENCODED)) return words
  return words.replaceAll(/X([0-9a-f]+)/g, (_, digits: string) => Buffer.from(digits, 'hex').toString('utf8'))
}

export const VECTOR = 'vector'
export const TERMS = 'terms'
/** A server without BM25 wants a vector in every collection. */
export const NOTHING = 'nothing'
export const NOTHING_VECTOR = { [NOTHING]: [1, 0] }

/** `flat` compares with every vector of the partition: exact, nothing to build, and a partition is small. */
export type VectorIndex = 'flat' | 'hnsw'
export const VECTOR_INDEXES = {
  flat: { index_type: 'FLAT', metric_type: 'COSINE', params: {} },
  hnsw: { index_type: 'HNSW', metric_type: 'COSINE', params: { M: 16, efConstruction: 200 } },
} as const
export const BM25_INDEX = { index_type: 'SPARSE_INVERTED_INDEX', metric_type: 'BM25', params: { bm25_k1: 2, bm25_b: 0.75 } }
export const WORDS_TO_TERMS = {
  name: 'words_to_terms',
  type: FunctionType.BM25,
  input_field_names: ['words'],
  output_field_names: [TERMS],
  params: {},
}

const text = (name: string, max_length: number): FieldType => ({ name, data_type: DataType.VarChar, max_length })
const integer = (name: string): FieldType => ({ name, data_type: DataType.Int64 })

const keyFields: FieldType[] = [
  { ...text('chunk_id', 64), is_primary_key: true, autoID: false },
  { ...text('owner', 64), is_partition_key: true },
  text('document_id', 64),
  integer('version'),
  text('version_key', 96),
  text('notebook_id', 128),
]

export const vectorFields = (dim: number): FieldType[] => [...keyFields, { name: VECTOR, data_type: DataType.FloatVector, dim }]

export const chunkFields = (words: boolean): FieldType[] => [
  ...keyFields,
  text('content', TEXT_BYTES_MAX),
  ...['ordinal', 'starts', 'ends', 'page'].map(integer),
  words
    ? { ...text('words', TEXT_BYTES_MAX), enable_analyzer: true, analyzer_params: { tokenizer: 'standard' } }
    : text('words', TEXT_BYTES_MAX),
  words ? { name: TERMS, data_type: DataType.SparseFloatVector } : { name: NOTHING, data_type: DataType.FloatVector, dim: 2 },
]
