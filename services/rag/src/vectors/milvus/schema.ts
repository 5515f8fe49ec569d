import { DataType, type FieldType, FunctionType } from '@zilliz/milvus2-sdk-node'
import { TEXT_BYTES_MAX } from './rows'

export const VECTOR = 'vector'
export const TERMS = 'terms'
/** A server without BM25 wants a vector in every collection. */
export const NOTHING = 'nothing'
export const NOTHING_VECTOR = { [NOTHING]: [1, 0] }

/** Compares with every vector of the partition: exact, nothing to build, and a partition is small. */
export const EXACT_INDEX = { index_type: 'FLAT', metric_type: 'COSINE', params: {} }
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
