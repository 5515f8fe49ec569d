import type { Database } from 'bun:sqlite'
import { AppError } from '@collabry/runtime/errors'
import { timeSlices } from '@collabry/runtime/time-slices'
import { ownerKey } from '@collabry/storage/owner-key'
import { toRecord } from '../document-state'
import type { Blobs, Catalogue, DocumentRecord, HiddenVersion, Notebook } from '../store'
import { fromCursor, NOTEBOOKS_MAX, nameTaken, pageByName, textPieces, toCursor } from '../store'
import { changeStep, deleteStep } from '../transitions'
import { changer, DOCUMENT_COLUMNS, type DocumentRow, namesakes, toDocument } from './change'
import type { Writer } from './writer'

// A type, because bindings need an index signature, which interfaces don't have.
type Page = {
  userId: string
  notebookId: string
  beforeMs: number
  beforeId: string
  limit: number
}

/** Documents that are read at once: with up to 16 KiB of metadata each, or what an index has of them. */
const BATCH = 16
const INDEXED_BATCH = 100

const MINE = `user_id = $userId and deleted = 0 and ($notebookId = '' or notebook_id = $notebookId)`
const PAGE = `(created_at_ms, document_id) < ($beforeMs, $beforeId) order by created_at_ms desc, document_id desc limit $limit`

/** A document as an index has it. */
type Indexed = Pick<DocumentRow, 'documentId' | 'createdAtMs' | 'filename' | 'notebookId'>
type Placed = Indexed & { uploadedAtMs: number | null }

const INDEXED_COLUMNS = 'document_id as documentId, created_at_ms as createdAtMs, filename, notebook_id as notebookId'

export function sqliteCatalogue(db: Database, writer: Writer, blobs: Blobs): Catalogue {
  const one = oneOf(db)
  const page = db.query<DocumentRow, Page>(`select ${DOCUMENT_COLUMNS} from document where ${MINE} and ${PAGE}`)
  const readable = db.query<DocumentRow, [string, string]>(
    `select ${DOCUMENT_COLUMNS} from document where document_id in (select value from json_each(?)) and deleted = 0 and version > 0
     and (is_public = 1 or user_id = ?)`,
  )
  // Every chat asks, and mostly there is none. SQLite would choose the index of all tasks of the user.
  const isProcessing = db.query<{ found: 1 }, [string]>(
    `select 1 as found from task indexed by task_waiting where user_id = ? and status = 'processing' limit 1`,
  )
  const processing = db.query<{ documents: number }, [string]>(
    `select count(distinct document_id) as documents from task indexed by task_waiting where user_id = ? and status = 'processing'`,
  )
  const shared = db.query<DocumentRow, [string, number]>(
    `select ${DOCUMENT_COLUMNS} from document where is_public = 1 and deleted = 0 and version > 0 and document_id > ? order by document_id limit ?`,
  )
  const hidden = db.query<{ document_id: string; version: number; is_public: number }, [string]>(
    `select document_id, version, is_public from task where life in ('writing', 'deleted') and store_owner in (?, 'public')`,
  )
  const change = changer(db)

  return {
    get: async (userId, documentId) => {
      const row = one.get(documentId, userId)
      return row ? record(row) : undefined
    },
    processing: async (userId) => (isProcessing.get(userId) ? (processing.get(userId)?.documents ?? 0) : 0),
    ...listing(db),
    ...naming(db, writer),
    readable: async (userId, documentIds) => readable.all(JSON.stringify(documentIds), userId).map(record),
    fitting: async (userId, fits) => {
      const readable = [
        batches<DocumentRow>(BATCH, (last, limit) => page.all({ userId, notebookId: '', ...after(last), limit })),
        batches<DocumentRow>(BATCH, (last, limit) => shared.all(last?.documentId ?? '', limit)),
      ]
      const ids = new Set<string>()
      for (const rows of readable)
        for await (const { version, metadataJson, documentId } of rows)
          if (version > 0 && fits(JSON.parse(metadataJson))) ids.add(documentId)
      return [...ids]
    },
    hidden: async (userId) =>
      hidden
        .all(ownerKey(userId))
        .map((row): HiddenVersion => ({ documentId: row.document_id, version: row.version, isPublic: row.is_public === 1 })),
    delete: async (userId, documentId) => writer.durably(() => change(documentId, deleteStep(userId))),
    async *text(userId, documentId, start) {
      const row = one.get(documentId, userId)
      if (!row || row.version === 0) throw new AppError('not_found', 'There is no such document, or its text is not ready yet.')
      yield* textPieces(blobs.read(row.textId), start)
    },
  }
}

function listing(db: Database): Pick<Catalogue, 'list'> {
  const one = oneOf(db)
  const names = db.query<Indexed, Page>(
    `select ${INDEXED_COLUMNS} from document indexed by document_by_user where ${MINE} and ${PAGE}`,
  )
  const count = db.query<{ total: number }, { userId: string; notebookId: string }>(
    `select count(*) as total from document where ${MINE}`,
  )

  /** Those that were deleted in between are left out. */
  const whole = async (userId: string, rows: Indexed[]): Promise<DocumentRecord[]> => {
    const pause = sharedSlices()
    const documents: DocumentRecord[] = []
    for (const { documentId } of rows) {
      await pause()
      const row = one.get(documentId, userId)
      if (row) documents.push(record(row))
    }
    return documents
  }

  return {
    list: async (userId, { limit, cursor, notebookId, query }) => {
      if (query !== '') {
        const all = batches<Indexed>(INDEXED_BATCH, (last, limit) => names.all({ userId, notebookId, ...after(last), limit }))
        const { rows, ...found } = await pageByName(all, { query, cursor, limit })
        return { ...found, documents: await whole(userId, rows) }
      }
      const rows = names.all({ userId, notebookId, ...fromCursor(cursor), limit: limit + 1 })
      const last = rows.length > limit ? rows[limit - 1] : undefined
      const nextCursor = last ? toCursor(last.createdAtMs, last.documentId) : ''
      const documents = await whole(userId, rows.slice(0, limit))
      return { documents, total: count.get({ userId, notebookId })?.total ?? 0, nextCursor }
    },
  }
}

/** Names and places of documents. */
function naming(db: Database, writer: Writer): Pick<Catalogue, 'inNotebook' | 'notebooks' | 'change'> {
  const one = oneOf(db)
  const inNotebook = db.query<{ documentId: string }, [string, string]>(
    'select document_id as documentId from document where user_id = ? and notebook_id = ? and deleted = 0',
  )
  const placed = db.query<Placed, Page>(
    `select ${INDEXED_COLUMNS}, (select max(started_at_ms) from task where task.document_id = document.document_id) as uploadedAtMs
     from document indexed by document_by_user where ${MINE} and notebook_id <> '' and ${PAGE}`,
  )
  const named = namesakes(db)
  const change = changer(db)
  return {
    inNotebook: async (userId, notebookId) => inNotebook.all(userId, notebookId).map(({ documentId }) => documentId),
    notebooks: async (userId) => {
      const found = new Map<string, Notebook>()
      const all = batches<Placed>(INDEXED_BATCH, (last, limit) => placed.all({ userId, notebookId: '', ...after(last), limit }))
      for await (const { notebookId, createdAtMs, uploadedAtMs } of all) {
        const { documents, lastActivityMs } = found.get(notebookId) ?? { documents: 0, lastActivityMs: 0 }
        const activityMs = Math.max(lastActivityMs, createdAtMs, uploadedAtMs ?? 0)
        found.set(notebookId, { notebookId, documents: documents + 1, lastActivityMs: activityMs })
      }
      return [...found.values()].sort(byActivity).slice(0, NOTEBOOKS_MAX)
    },
    change: (userId, documentId, wanted) =>
      writer.durably(() => {
        const row = one.get(documentId, userId)
        if (!row) return undefined
        const { notebookId, filename } = { ...row, ...wanted }
        if (named.all(userId, notebookId, filename).some((other) => other.documentId !== documentId)) throw nameTaken()
        return change(documentId, changeStep(userId, wanted))
      }),
  }
}

const oneOf = (db: Database) =>
  db.query<DocumentRow, [string, string]>(
    `select ${DOCUMENT_COLUMNS} from document where document_id = ? and user_id = ? and deleted = 0`,
  )

const byActivity = (a: Notebook, b: Notebook): number =>
  b.lastActivityMs - a.lastActivityMs || (a.notebookId < b.notebookId ? -1 : 1)

/** The scans of all requests share the turns of the loop, so that those of one user do not add up for another. */
const sharedSlices = () => timeSlices(new AbortController().signal)

/** All rows. */
async function* batches<Row>(size: number, next: (last: Row | undefined, limit: number) => Row[]): AsyncGenerator<Row> {
  const pause = sharedSlices()
  let rows: Row[] = []
  do {
    await pause()
    rows = next(rows.at(-1), size)
    yield* rows
  } while (rows.length === size)
}

const after = (last: Pick<DocumentRow, 'documentId' | 'createdAtMs'> | undefined) =>
  last === undefined ? fromCursor('') : { beforeMs: last.createdAtMs, beforeId: last.documentId }

const record = (row: DocumentRow): DocumentRecord => toRecord(toDocument(row))
