import { ANALYSIS_VERSION } from '../../lexical/tokenizer'
import type { Embedding, IndexedChunk } from '../store'
import type { OpenFile } from './file-pool'

/** Inside the caller's transaction. */
export function storeChunk(file: OpenFile, chunk: IndexedChunk): void {
  const { db } = file
  const known = db
    .query<{ id: number; content: string }, [string]>('select id, content from chunk where chunk_id = ?')
    .get(chunk.chunkId)
  if (known !== null) {
    db.query('delete from word where rowid = ?').run(known.id)
    // Vectors of other models stay true only of the same text.
    if (known.content !== chunk.content) removeVectors(file, known.id)
  }
  const words = chunk.words.join(' ')
  const row = db
    .query<{ id: number }, (string | number)[]>(
      `insert into chunk (chunk_id, document_id, version, ordinal, notebook_id, content, starts, ends, page, words, word_count, analysis)
       values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
       on conflict (chunk_id) do update set document_id = excluded.document_id, version = excluded.version,
         ordinal = excluded.ordinal, notebook_id = excluded.notebook_id, content = excluded.content, starts = excluded.starts,
         ends = excluded.ends, page = excluded.page, words = excluded.words, word_count = excluded.word_count,
         analysis = excluded.analysis
       returning id`,
    )
    .get(
      ...[chunk.chunkId, chunk.documentId, chunk.version, chunk.ordinal, chunk.notebookId, chunk.content],
      ...[chunk.start, chunk.end, chunk.page, words, chunk.words.length, ANALYSIS_VERSION],
    )
  if (row === null) throw new Error('the chunk was not stored')
  db.query('insert into word (rowid, words) values (?, ?)').run(row.id, words)
  if (chunk.embedding !== undefined) storeVector(file, row.id, chunk.embedding)
}

function storeVector({ db, scans }: OpenFile, chunk: number, { model, vector }: Embedding): void {
  db.query('insert or ignore into model (name, dimension) values (?, ?)').run(model, vector.length)
  const known = db
    .query<{ id: number }, [string, number]>('select id from model where name = ? and dimension = ?')
    .get(model, vector.length)
  if (known === null) throw new Error('the model was not stored')
  const bytes = new Uint8Array(vector.buffer, vector.byteOffset, vector.byteLength)
  db.query('insert or replace into vector (model_id, chunk, vector) values (?, ?, ?)').run(known.id, chunk, bytes)
  scans.get(known.id)?.scan.put(chunk, vector)
}

/** Inside the caller's transaction. */
export function removeChunk(file: OpenFile, id: number): void {
  removeVectors(file, id)
  file.db.query('delete from word where rowid = ?').run(id)
  file.db.query('delete from chunk where id = ?').run(id)
}

function removeVectors({ db, scans }: OpenFile, chunk: number): void {
  const models = db.query<{ id: number }, []>('select id from model').all()
  for (const { id } of models) db.query('delete from vector where model_id = ? and chunk = ?').run(id, chunk)
  for (const { scan } of scans.values()) scan.remove(chunk)
}
