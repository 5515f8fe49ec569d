import type { Database } from 'bun:sqlite'
import { type VectorScan, vectorScan } from './nearest'
import type { OpenFile } from './open-files'
import type { Embedding, VectorModel } from './store'

/** Vectors read between two breaths of the process: about a millisecond. */
const SLICE = 256

/**
 * The vectors that can be compared with the query's, read once and kept; undefined: there are none, or the owner was erased
 * meanwhile. The caller has the file pinned.
 */
export async function scanOf(file: OpenFile, { model, vector }: Embedding): Promise<VectorScan | undefined> {
  const known = file.db
    .query<{ id: number }, [string, number]>('select id from model where name = ? and dimension = ?')
    .get(model, vector.length)
  if (known === null) return undefined
  const kept = file.scans.get(known.id)
  if (kept !== undefined) return (await kept.read) ? kept.scan : undefined
  const scan = vectorScan(vector.length, countOf(file.db, known.id))
  const read = readAll(file, known.id, scan)
  file.scans.set(known.id, { scan, read })
  read.catch(() => file.scans.delete(known.id))
  return (await read) ? scan : undefined
}

/** Writes go into the scan while it is read: whatever is read later is as they left it. Says whether the file is still open. */
async function readAll(file: OpenFile, modelId: number, scan: VectorScan): Promise<boolean> {
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

/** From the file: a search needs few of them, whether the rest is in memory or not. */
export function readVectors(db: Database, { name, dimension }: VectorModel, chunkIds: string[]): Map<string, Float32Array> {
  const select = db.query<{ vector: Uint8Array }, [string, number, string]>(
    `select vector from vector where model_id = (select id from model where name = ? and dimension = ?)
     and chunk = (select id from chunk where chunk_id = ?)`,
  )
  const found = new Map<string, Float32Array>()
  for (const id of chunkIds) {
    const row = select.get(name, dimension, id)
    if (row !== null) found.set(id, toVector(row.vector))
  }
  return found
}

const countOf = (db: Database, modelId: number): number =>
  db.query<{ n: number }, [number]>('select count(*) as n from vector where model_id = ?').get(modelId)?.n ?? 0

/** Numbers of a stored vector; copied where the bytes don't begin at a number's border. */
function toVector(bytes: Uint8Array): Float32Array {
  const { buffer, byteOffset, byteLength } = bytes.byteOffset % 4 === 0 ? bytes : bytes.slice()
  return new Float32Array(buffer, byteOffset, byteLength / 4)
}
