import type { Database } from 'bun:sqlite'
import type { Embedding, VectorModel } from '../store'
import type { OpenFile } from './file-pool'
import { type VectorIndex, vectorIndex } from './vector-index'

/** Vectors read in one turn of the event loop: about a millisecond. */
const SLICE = 256

/**
 * The vectors that can be compared with the query's, read once and kept; undefined: there are none, or the owner was erased
 * meanwhile. The caller has the file pinned.
 */
export async function scanOf(file: OpenFile, { model, vector }: Embedding): Promise<VectorIndex | undefined> {
  const modelId = modelOf(file.db, model, vector.length)
  if (modelId === undefined) return undefined
  const kept = file.scans.get(modelId)
  if (kept !== undefined) return (await kept.read) ? kept.scan : undefined
  const scan = vectorIndex(vector.length, countOf(file.db, modelId))
  const read = readAll(file, modelId, scan)
  const entry = { scan, read, isWhole: false }
  file.scans.set(modelId, entry)
  read.catch(() => file.scans.delete(modelId))
  entry.isWhole = await read
  return entry.isWhole ? scan : undefined
}

/**
 * Applies writes to the scan while it is read, so that rows that are read later include them. Returns whether the file is still
 * open.
 */
async function readAll(file: OpenFile, modelId: number, scan: VectorIndex): Promise<boolean> {
  for (let last = 0; !file.closed; ) {
    const rows = file.db
      .query<{ chunk: number; vector: Uint8Array }, [number, number, number]>(
        'select chunk, vector from vector where model_id = ? and chunk > ? order by chunk limit ?',
      )
      .all(modelId, last, SLICE)
    for (const { chunk, vector } of rows) scan.put(chunk, toVector(vector))
    last = rows.at(-1)?.chunk ?? last
    if (rows.length < SLICE) return true
    await new Promise((resolve) => setImmediate(resolve))
  }
  return false
}

/** From memory where all of them are there, else from the file: a search needs few of them. */
export function vectorsOf(file: OpenFile, { name, dimension }: VectorModel, chunkIds: string[]): Map<string, Float32Array> {
  const modelId = modelOf(file.db, name, dimension)
  if (modelId === undefined) return new Map()
  const kept = file.scans.get(modelId)
  const rows = file.db
    .query<{ id: number; chunkId: string }, [string]>(
      'select chunk.id, chunk_id as chunkId from json_each(?) join chunk on chunk_id = value',
    )
    .all(JSON.stringify(chunkIds))
  const read = kept?.isWhole ? kept.scan.vectorOf : (id: number) => readVector(file.db, modelId, id)
  return new Map(
    rows.flatMap(({ id, chunkId }) => {
      const vector = read(id)
      return vector === undefined ? [] : [[chunkId, vector] as const]
    }),
  )
}

function readVector(db: Database, modelId: number, chunk: number): Float32Array | undefined {
  const row = db
    .query<{ vector: Uint8Array }, [number, number]>('select vector from vector where model_id = ? and chunk = ?')
    .get(modelId, chunk)
  return row === null ? undefined : toVector(row.vector)
}

const modelOf = (db: Database, name: string, dimension: number): number | undefined =>
  db.query<{ id: number }, [string, number]>('select id from model where name = ? and dimension = ?').get(name, dimension)?.id

const countOf = (db: Database, modelId: number): number =>
  db.query<{ n: number }, [number]>('select count(*) as n from vector where model_id = ?').get(modelId)?.n ?? 0

/** Numbers of a stored vector; copied where the bytes don't begin at a number's border. */
function toVector(bytes: Uint8Array): Float32Array {
  const { buffer, byteOffset, byteLength } = bytes.byteOffset % 4 === 0 ? bytes : bytes.slice()
  return new Float32Array(buffer, byteOffset, byteLength / 4)
}
