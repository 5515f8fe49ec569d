import { AppError } from '@collabry/runtime/errors'
import { timeSlices } from '@collabry/runtime/time-slices'
import type { OwnerKey } from '@collabry/storage/owner-key'
import type { DocumentVersion, IndexedChunk } from '../store'
import type { Collections } from './collections'
import { exceptVersions, ofChunks, ofVersion } from './filter'
import { CHUNK_FIELDS, type ChunkRow, OUTDATED, type ReadRow, renewedRow, toChunkRow, toVectorRow, type VectorRow } from './rows'
import type { MilvusTable, Row } from './table'

/** With 64 KB of content and of words each a batch stays far below the 64 MB a message may have. */
const BATCH_ROWS = 128

interface WriteDeps {
  table: MilvusTable
  collections: Collections
  /** Whether an upsert puts rows into the partition of their owner. */
  isModern(): boolean
}

interface Batch {
  name: string
  owner: OwnerKey
  /** To be written. */
  rows: Row[]
  /** To be there afterwards, each once. */
  expected: Row[]
  /** Ids of rows that are there, and are to be replaced. */
  replaced: string[]
}

/** Returns when every search sees the chunks. `check` throws when the owner has been erased meanwhile. */
export async function upsertChunks(owner: OwnerKey, chunks: IndexedChunk[], check: () => void, deps: WriteDeps): Promise<void> {
  for (let at = 0; at < chunks.length; at += BATCH_ROWS) {
    check()
    await upsertBatch(owner, chunks.slice(at, at + BATCH_ROWS), deps)
  }
}

async function upsertBatch(owner: OwnerKey, chunks: IndexedChunk[], deps: WriteDeps): Promise<void> {
  const { table, collections } = deps
  const { chunks: existing } = await collections.knownToWriter()
  const filter = ofChunks(owner, chunks.map((chunk) => chunk.chunkId)) // biome-ignore format: one line reads best
  const found = existing === undefined ? [] : await table.read(existing, filter, chunks.length)
  const stored = new Map(found.map((row) => [row.chunk_id, row]))
  const rows = chunks.map((chunk) => toChunkRow(owner, chunk))
  // Unchanged rows are not written, so that no search misses them meanwhile.
  const changed = rows.filter((row) => !isSame(row, stored.get(row.chunk_id)))
  const known = changed.filter((row) => stored.has(row.chunk_id))
  const replaced = known.map((row) => row.chunk_id)
  // Vectors of other models stay true where only the words are others, which an older analysis made.
  const stale = known.filter((row) => !isSame({ ...row, words: stored.get(row.chunk_id)?.words ?? '' }, stored.get(row.chunk_id)))
  if (stale.length > 0) {
    const { vectors } = await collections.all()
    for (const { name } of vectors) await table.remove(name, ofChunks(owner, stale.map((row) => row.chunk_id))) // biome-ignore format: one line reads best
  }
  const whole: Promise<Batch> = collections.chunks().then((name) => ({ name, owner, rows: changed, expected: rows, replaced }))
  const ofModels = byModel(owner, chunks).map(async ({ model, dimension, rows: vectors }): Promise<Batch> => {
    const ids = vectors.map((row) => row.chunk_id).filter((id) => stored.has(id))
    return { name: await collections.vectors(model, dimension), owner, rows: vectors, expected: vectors, replaced: ids }
  })
  const batches = await Promise.all([whole, ...ofModels])
  await Promise.all(batches.map((batch) => write(batch, deps)))
}

/** The barrier: it returns when a read that waits for all writes has counted the rows, each once. */
async function write(batch: Batch, deps: WriteDeps): Promise<void> {
  const { name, owner, rows, expected } = batch
  const filter = ofChunks(owner, expected.map((row) => row.chunk_id)) // biome-ignore format: one line reads best
  if (rows.length > 0) await put(batch, deps)
  if ((await deps.table.count(name, filter, 'strong')) === expected.length) return
  // Two writers at once, or one that died half-way, on a server that doesn't replace by id.
  await deps.table.remove(name, filter)
  await deps.table.insert(name, expected)
  if ((await deps.table.count(name, filter, 'strong')) === expected.length) return
  throw notKept()
}

/**
 * Before 2.5 an upsert puts rows into partitions by their id instead of their owner: no search would find them (seen on 2.3.5).
 */
async function put({ name, owner, rows, replaced }: Batch, { table, isModern }: WriteDeps): Promise<void> {
  if (isModern()) return table.upsert(name, rows)
  if (replaced.length > 0) await table.remove(name, ofChunks(owner, replaced))
  await table.insert(name, rows)
}

interface VectorGroup {
  model: string
  dimension: number
  rows: VectorRow[]
}

function byModel(owner: OwnerKey, chunks: IndexedChunk[]): VectorGroup[] {
  const groups = new Map<string, VectorGroup>()
  for (const chunk of chunks) {
    if (chunk.embedding === undefined) continue
    const { model, vector } = chunk.embedding
    const key = `${vector.length} ${model}`
    const group = groups.get(key) ?? { model, dimension: vector.length, rows: [] }
    group.rows.push(toVectorRow(owner, chunk, chunk.embedding))
    groups.set(key, group)
  }
  return [...groups.values()]
}

const isSame = (row: ChunkRow, stored: ReadRow | undefined): boolean =>
  stored !== undefined && Object.entries(row).every(([field, value]) => String(stored[field as keyof ReadRow]) === String(value))

/** Rows that are looked at for the versions that they belong to. */
const LOOKED_AT_MAX = 256

/** Some of the versions whose words an older analysis made, of all owners. */
export async function outdatedVersions(
  name: string,
  except: DocumentVersion[],
  table: MilvusTable,
  signal: AbortSignal | undefined,
): Promise<DocumentVersion[]> {
  const filter = [...exceptVersions(except), OUTDATED].join(' and ')
  const rows = await table.readNow(name, filter, LOOKED_AT_MAX, ['document_id', 'version', 'version_key'], signal)
  const versions = new Map(rows.map((row) => [row.version_key, { documentId: row.document_id, version: Number(row.version) }]))
  return [...versions.values()]
}

/** Chunks whose words are made anew at once: the writes of their owner wait for it. */
const RENEWED_ROWS = 32

/** One step of it. Says which chunk was the first one; undefined: there is none left. Each row is replaced in one write. */
export async function renewSome(
  owner: OwnerKey,
  of: DocumentVersion,
  name: string,
  table: MilvusTable,
): Promise<string | undefined> {
  const rows = await table.readNow(name, `${ofVersion(owner, of)} and ${OUTDATED}`, RENEWED_ROWS, CHUNK_FIELDS)
  const pause = timeSlices(new AbortController().signal)
  const renewed: ChunkRow[] = []
  for (const row of rows.filter((one) => one.owner === owner)) {
    await pause()
    renewed.push(renewedRow(owner, row))
  }
  if (renewed.length > 0) await table.upsert(name, renewed)
  return renewed[0]?.chunk_id
}

/** Until nothing is left: the strong read that finds nothing is also the barrier after the last write. */
export async function inSteps(before: () => Promise<void>, renew: () => Promise<string | undefined>): Promise<void> {
  for (let last: string | undefined; ; ) {
    await before()
    const first = await renew()
    if (first === undefined) return
    if (first === last) throw notKept()
    last = first
  }
}

const notKept = () => new AppError('unavailable', 'The vector store did not keep what was written; try again in a moment.')

/** A read with strong consistency sees a deletion at once; more rounds are for servers that delete slowly. */
const ROUNDS_MAX = 5

/**
 * Removes the rows that a filter finds in all collections. Resolves with the number of removed chunks when no search sees them
 * any more.
 */
export async function removeChunks(filter: string, table: MilvusTable, collections: Collections): Promise<number> {
  const { chunks, vectors } = await collections.all()
  const removed = chunks === undefined ? 0 : await table.count(chunks, filter, 'strong')
  const names = [...(chunks ? [chunks] : []), ...vectors.map(({ name }) => name)]
  await Promise.all(names.map((name) => removeAll(name, filter, table)))
  return removed
}

async function removeAll(name: string, filter: string, table: MilvusTable): Promise<void> {
  for (let round = 0; round < ROUNDS_MAX; round += 1) {
    if ((await table.count(name, filter, 'strong')) === 0) return
    await table.remove(name, filter)
  }
  if ((await table.count(name, filter, 'strong')) > 0) {
    throw new AppError('unavailable', 'The vector store did not remove everything; try again in a moment.')
  }
}
