import { ConsistencyLevelEnum } from '@zilliz/milvus2-sdk-node'
import { CHUNK_FIELDS, type ChunkRow, NOTHING_VECTOR, type ReadRow, VECTOR, type VectorIndex, type VectorRow } from './rows'
import type { MilvusServer } from './server'

/** Strong: sees every acknowledged write. Bounded: may lag behind by seconds, and never waits. */
type Level = 'strong' | 'bounded'

type ReadVector = Pick<VectorRow, 'chunk_id' | 'owner' | 'vector'>

const VECTOR_FIELDS = ['chunk_id', 'owner', VECTOR]

/** Candidates of a search in an HNSW graph: the more, the nearer to exact. */
const EF_MIN = 64
const EF_PER_HIT = 4

export type Row = ChunkRow | VectorRow

/** The deadline of a write and of the read after it; a search has a shorter one. */
const slow = { deadlineMs: 30_000 }

const levels = { strong: ConsistencyLevelEnum.Strong, bounded: ConsistencyLevelEnum.Bounded } as const

/** The calls on one collection that both sides need. */
export function milvusTable(server: MilvusServer, index: VectorIndex) {
  async function count(name: string, filter: string, level: Level, signal?: AbortSignal): Promise<number> {
    const what = { collection_name: name, filter, output_fields: ['count(*)'], consistency_level: levels[level] }
    const limits = level === 'strong' ? { signal, ...slow } : { signal }
    const { data } = await server.call((client, timeout) => client.query({ ...what, timeout }), limits)
    return Number(data[0]?.['count(*)'] ?? 0)
  }

  async function read(name: string, filter: string, limit: number, signal?: AbortSignal): Promise<ReadRow[]> {
    const what = { collection_name: name, filter, output_fields: CHUNK_FIELDS, limit, consistency_level: levels.bounded }
    const { data } = await server.call((client, timeout) => client.query({ ...what, timeout }), { signal })
    return data as ReadRow[]
  }

  /** Sees every write that was answered before. Only the named fields are set. */
  async function readNow(
    name: string,
    filter: string,
    limit: number,
    fields: string[],
    signal?: AbortSignal,
  ): Promise<ReadRow[]> {
    const what = { collection_name: name, filter, output_fields: fields, limit, consistency_level: levels.strong }
    const { data } = await server.call((client, timeout) => client.query({ ...what, timeout }), { signal, ...slow })
    return data as ReadRow[]
  }

  async function readVectors(name: string, filter: string, limit: number, signal?: AbortSignal): Promise<ReadVector[]> {
    const what = { collection_name: name, filter, output_fields: VECTOR_FIELDS, limit, consistency_level: levels.bounded }
    const { data } = await server.call((client, timeout) => client.query({ ...what, timeout }), { signal })
    return data as ReadVector[]
  }

  /** Searches by a vector or a text. Returns only the named fields, never the vectors, which cost 100 times as much. */
  async function search(
    what: { name: string; field: string; data: number[] | string[]; metric: 'COSINE' | 'BM25'; filter: string; limit: number },
    fields: string[],
    signal?: AbortSignal,
  ): Promise<(Partial<ReadRow> & { score: number })[]> {
    const { name, field, data, metric, filter, limit } = what
    const how = metric === 'COSINE' && index === 'hnsw' ? { params: { ef: Math.max(EF_MIN, EF_PER_HIT * limit) } } : {}
    const asked = { collection_name: name, anns_field: field, data, metric_type: metric, filter, limit, output_fields: fields }
    const request = { ...asked, ...how }
    const { results } = await server.call(
      (client, timeout) => client.search({ ...request, consistency_level: levels.bounded, timeout }),
      { signal },
    )
    return results as unknown as (Partial<ReadRow> & { score: number })[]
  }

  const complete = (rows: Row[]) =>
    rows.map((row) => ('content' in row && !server.isModern() ? { ...row, ...NOTHING_VECTOR } : row))

  const insert = async (name: string, rows: Row[]): Promise<void> => {
    await server.call((client, timeout) => client.insert({ collection_name: name, data: complete(rows), timeout }), slow)
  }
  const upsert = async (name: string, rows: Row[]): Promise<void> => {
    await server.call((client, timeout) => client.upsert({ collection_name: name, data: complete(rows), timeout }), slow)
  }
  const remove = async (name: string, filter: string): Promise<void> => {
    await server.call((client, timeout) => client.delete({ collection_name: name, filter, timeout }), slow)
  }
  return { count, read, readNow, readVectors, search, insert, upsert, remove }
}

export type MilvusTable = ReturnType<typeof milvusTable>
