import type { Database } from 'bun:sqlite'
import { AppError } from '@collabry/runtime/errors'
import { ownerKey } from '@collabry/storage/owner-key'
import { fromCursor, toCursor } from '../cursor'
import type { Blobs, Catalogue, DocumentRecord, HiddenVersion, TaskStatus } from '../store'
import { DOCUMENT_DELETED } from '../tasks'
import { textPieces } from '../text-pieces'
import type { Writer } from './writer'

interface DocumentRow {
  document_id: string
  user_id: string
  filename: string
  notebook_id: string
  metadata_json: string
  bytes: number
  is_public: number
  version: number
  chunks: number
  reader_version: number
  left_out_json: string
  status: TaskStatus
  text_id: string
  created_at_ms: number
}

// A type, because bindings need an index signature, which interfaces don't have.
type Page = {
  userId: string
  notebookId: string
  beforeMs: number
  beforeId: string
  limit: number
}

/** Documents whose metadata are compared in one turn of the loop. */
const BATCH = 200

const MINE = `user_id = $userId and deleted = 0 and ($notebookId = '' or notebook_id = $notebookId)`

const DELETE = [
  `update task set kept_until_ms = 0 where document_id = $documentId`,
  `update task set life = 'deleted', metadata_json = '{}', left_out_json = '[]' where document_id = $documentId and life in ('waiting', 'writing', 'current')`,
  `update task set status = 'failed', error = '${DOCUMENT_DELETED}', status_detail = '',
     completed_at_ms = $nowMs where document_id = $documentId and status = 'processing'`,
  `update document set deleted = 1, version = 0, chunks = 0, filename = '', notebook_id = '', metadata_json = '{}',
     content_hash = '', text_id = '', bytes = 0, is_public = 0, left_out_json = '[]' where document_id = $documentId`,
  `delete from user_queue where user_id = $userId and not exists (select 1 from task where user_id = $userId and status = 'processing')`,
]

export function sqliteCatalogue(db: Database, writer: Writer, blobs: Blobs): Catalogue {
  const one = db.query<DocumentRow, [string, string]>(
    'select * from document where document_id = ? and user_id = ? and deleted = 0',
  )
  const page = db.query<DocumentRow, Page>(
    `select * from document where ${MINE} and (created_at_ms, document_id) < ($beforeMs, $beforeId)
     order by created_at_ms desc, document_id desc limit $limit`,
  )
  const count = db.query<{ total: number }, { userId: string; notebookId: string }>(
    `select count(*) as total from document where ${MINE}`,
  )
  const readable = db.query<DocumentRow, [string, string]>(
    `select * from document where document_id in (select value from json_each(?)) and deleted = 0 and version > 0
     and (is_public = 1 or user_id = ?)`,
  )
  const processing = db.query<{ documents: number }, [string]>(
    `select count(distinct document_id) as documents from task where user_id = ? and status = 'processing'`,
  )
  const shared = db.query<DocumentRow, [string, number]>(
    `select * from document where is_public = 1 and deleted = 0 and version > 0 and document_id > ? order by document_id limit ?`,
  )
  const hidden = db.query<{ document_id: string; version: number; is_public: number }, [string]>(
    `select document_id, version, is_public from task where life in ('writing', 'deleted') and store_owner in (?, 'public')`,
  )
  const deletion = DELETE.map((sql) => db.query<unknown, { userId: string; documentId: string; nowMs: number }>(sql))

  return {
    get: async (userId, documentId) => toRecord(one.get(documentId, userId)),
    processing: async (userId) => processing.get(userId)?.documents ?? 0,
    list: async (userId, { limit, cursor, notebookId }) => {
      const rows = page.all({ userId, notebookId, ...fromCursor(cursor), limit: limit + 1 })
      const last = rows.length > limit ? rows[limit - 1] : undefined
      const nextCursor = last ? toCursor(last.created_at_ms, last.document_id) : ''
      return { documents: rows.slice(0, limit).map(record), total: count.get({ userId, notebookId })?.total ?? 0, nextCursor }
    },
    readable: async (userId, documentIds) => readable.all(JSON.stringify(documentIds), userId).map(record),
    fitting: async (userId, fits) => {
      const readable = [
        batches((last) => page.all({ userId, notebookId: '', ...after(last), limit: BATCH })),
        batches((last) => shared.all(last?.document_id ?? '', BATCH)),
      ]
      const ids = new Set<string>()
      for (const rows of readable)
        for await (const { version, metadata_json, document_id } of rows)
          if (version > 0 && fits(JSON.parse(metadata_json))) ids.add(document_id)
      return [...ids]
    },
    hidden: async (userId) =>
      hidden
        .all(ownerKey(userId))
        .map((row): HiddenVersion => ({ documentId: row.document_id, version: row.version, isPublic: row.is_public === 1 })),
    delete: async (userId, documentId) =>
      writer.durably(() => {
        const found = toRecord(one.get(documentId, userId))
        if (found) for (const step of deletion) step.run({ userId, documentId, nowMs: Date.now() })
        return found
      }),
    async *text(userId, documentId) {
      const row = one.get(documentId, userId)
      if (!row || row.version === 0) throw new AppError('not_found', 'There is no such document, or its text is not ready yet.')
      yield* textPieces(blobs.read(row.text_id))
    },
  }
}

/** All rows, with a turn of the loop for others after each batch. */
async function* batches(next: (last: DocumentRow | undefined) => DocumentRow[]): AsyncGenerator<DocumentRow> {
  let rows: DocumentRow[] = []
  do {
    rows = next(rows.at(-1))
    yield* rows
    await new Promise(setImmediate)
  } while (rows.length === BATCH)
}

const after = (last: DocumentRow | undefined) =>
  last === undefined ? fromCursor('') : { beforeMs: last.created_at_ms, beforeId: last.document_id }

const toRecord = (row: DocumentRow | null) => (row ? record(row) : undefined)

const record = (row: DocumentRow): DocumentRecord => ({
  documentId: row.document_id,
  userId: row.user_id,
  filename: row.filename,
  notebookId: row.notebook_id,
  metadataJson: row.metadata_json,
  bytes: row.bytes,
  version: row.version,
  chunks: row.chunks,
  readerVersion: row.reader_version,
  leftOut: JSON.parse(row.left_out_json),
  status: row.status,
  isPublic: row.is_public === 1,
  createdAtMs: row.created_at_ms,
})
