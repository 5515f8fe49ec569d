import { type VectorScan, vectorScan } from './nearest'
import type { OpenFile } from './open-files'
import type { Embedding } from './store'

/** The vectors that can be compared with the query's, read once and kept; undefined: there are none. */
export function scanOf({ db, scans }: OpenFile, { model, vector }: Embedding): VectorScan | undefined {
  const known = db
    .query<{ id: number }, [string, number]>('select id from model where name = ? and dimension = ?')
    .get(model, vector.length)
  if (known === null) return undefined
  const read = scans.get(known.id)
  if (read !== undefined) return read
  const size = db.query<{ n: number }, [number]>('select count(*) as n from vector where model_id = ?').get(known.id)?.n ?? 0
  const scan = vectorScan(vector.length, size)
  const rows = db.query<{ chunk: number; vector: Uint8Array }, [number]>('select chunk, vector from vector where model_id = ?')
  for (const row of rows.iterate(known.id)) scan.put(row.chunk, toVector(row.vector))
  scans.set(known.id, scan)
  return scan
}

/** Numbers of a stored vector; copied where the bytes don't begin at a number's border. */
function toVector(bytes: Uint8Array): Float32Array {
  const { buffer, byteOffset, byteLength } = byteOffsetIsEven(bytes) ? bytes : bytes.slice()
  return new Float32Array(buffer, byteOffset, byteLength / 4)
}

const byteOffsetIsEven = ({ byteOffset }: Uint8Array): boolean => byteOffset % 4 === 0
