import type { Database } from 'bun:sqlite'
import { ownerKey } from '@collabry/storage/owner-key'
import { checkEpoch, type TaskStatus } from '../store'
import { ENDED_MAX, type Upload, unchangedDetail, WAITING } from '../tasks'
import { erasureOf } from './erasures'
import type { TaskRow } from './task-row'
import type { Writer } from './writer'

interface Known {
  version: number
  newest: number
  chunks: number
  deleted: number
  content_hash: string
  reader_version: number
  left_out_json: string
  is_public: number
}

type NewTask = {
  taskId: string
  userId: string
  version: number
  storeOwner: string
  isPublic: number
  life: 'none' | 'waiting'
  textId: string
  status: TaskStatus
  statusDetail: string
  chunks: number
  nowMs: number
  completedAtMs: number
}

type UploadRow = { [Field in Exclude<keyof Upload, 'publish' | 'epoch' | 'readerVersion'>]: Upload[Field] }

const KNOW_DOCUMENT = `
  insert into document (document_id, user_id, filename, notebook_id, metadata_json, content_hash, bytes, is_public,
    deleted, version, newest, chunks, text_id, status, created_at_ms)
  values ($documentId, $userId, $filename, $notebookId, $metadataJson, $contentHash, $bytes, $isPublic, 0, 0, $version, 0, '', 'processing', $nowMs)
  on conflict (document_id) do update set newest = excluded.newest, status = 'processing', deleted = 0,
    created_at_ms = iif(deleted, excluded.created_at_ms, created_at_ms),
    filename = excluded.filename, notebook_id = excluded.notebook_id,
    metadata_json = iif(version > 0, metadata_json, excluded.metadata_json), bytes = iif(version > 0, bytes, excluded.bytes),
    is_public = iif(version > 0, is_public, excluded.is_public)`

const ADD_TASK = `
  insert into task (task_id, user_id, document_id, version, store_owner, is_public, life, filename, notebook_id, content_type, metadata_json,
    content_hash, bytes, blob_id, text_id, status, status_detail, error, chunks_processed, chunks_total, started_at_ms, completed_at_ms)
  values ($taskId, $userId, $documentId, $version, $storeOwner, $isPublic, $life, $filename, $notebookId, $contentType, $metadataJson,
    $contentHash, $bytes, $blobId, $textId, $status, $statusDetail, '', $chunks, $chunks, $nowMs, $completedAtMs)
  returning *`

const SAME_IN_FLIGHT = `
  select * from task where document_id = $documentId and version = $newest and status = 'processing'
    and content_hash = $contentHash and is_public = $isPublic and metadata_json = $metadataJson and content_type = $contentType`

/** Uploads of one document that have ended and left nothing, as in MongoDB: who sends it again and again fills no file of all. */
const FORGET_OLD = `
  delete from task where task_id in (select task_id from task where document_id = ?
    and status <> 'processing' and life in ('none', 'swept') and blob_id = '' order by seq desc limit -1 offset ${ENDED_MAX})`

/** The commit of an upload: one transaction, after the bytes are durable. */
export function sqliteSubmit(db: Database, writer: Writer) {
  const erased = erasureOf(db)
  const find = db.query<Known, [string]>('select * from document where document_id = ?')
  const sameInFlight = db.query<TaskRow, Record<string, string | number>>(SAME_IN_FLIGHT)
  const know = db.query(KNOW_DOCUMENT)
  const add = db.query<TaskRow, NewTask & UploadRow>(ADD_TASK)
  const setMetadata = db.query<unknown, [string, string]>(
    `update document set metadata_json = ?, status = 'completed' where document_id = ?`,
  )
  const newer = db.query<unknown, [string, number]>(
    `select 1 from task where document_id = ? and version > ? and status = 'processing'`,
  )
  const forgetOld = db.query<unknown, [string]>(FORGET_OLD)
  const enqueueUser = db.query<unknown, [string]>(
    'insert or ignore into user_queue (user_id, served) select ?, coalesce(min(served), 0) from user_queue',
  )

  return (userId: string, { publish, epoch, ...upload }: Upload): Promise<{ row: TaskRow; bytesNeeded: boolean }> =>
    writer.durably(() => {
      const erasure = erased(userId)
      checkEpoch(epoch, erasure)
      const isPublic = Number(publish)
      const known = find.get(upload.documentId)
      const { documentId, contentHash, metadataJson, contentType } = upload
      const newest = known?.newest ?? erasure.versionBase
      const running = sameInFlight.get({ documentId, newest, contentHash, isPublic, metadataJson, contentType })
      if (running) return { row: running, bytesNeeded: false }

      const nowMs = Date.now()
      const task = {
        ...upload,
        taskId: crypto.randomUUID(),
        userId,
        isPublic,
        nowMs,
        storeOwner: publish ? 'public' : ownerKey(userId),
      }
      if (known && isSearchable(known, upload, isPublic) && !newer.get(documentId, known.version)) {
        setMetadata.run(metadataJson, documentId)
        const row = inserted(add.get({ ...task, ...unchanged(known, nowMs) }))
        forgetOld.run(documentId)
        return { row, bytesNeeded: false }
      }
      const version = newest + 1
      know.run({
        documentId,
        userId,
        filename: upload.filename,
        notebookId: upload.notebookId,
        metadataJson,
        contentHash,
        bytes: upload.bytes,
        isPublic,
        version,
        nowMs,
      })
      enqueueUser.run(userId)
      return { row: inserted(add.get({ ...task, ...waiting(version, upload.blobId) })), bytesNeeded: true }
    })
}

/** The same bytes are what is found already, and no newer reader would make more of them. */
const isSearchable = (
  known: Known,
  { contentHash, readerVersion }: Pick<Upload, 'contentHash' | 'readerVersion'>,
  isPublic: number,
) =>
  known.version > 0 && known.content_hash === contentHash && known.reader_version >= readerVersion && known.is_public === isPublic

const unchanged = ({ version, chunks, left_out_json }: Known, nowMs: number) => ({
  version,
  life: 'none' as const,
  blobId: '',
  textId: '',
  status: 'completed' as const,
  statusDetail: unchangedDetail(JSON.parse(left_out_json)),
  chunks,
  completedAtMs: nowMs,
})

const waiting = (version: number, blobId: string) => ({
  version,
  life: 'waiting' as const,
  textId: `${blobId}t`,
  status: 'processing' as const,
  statusDetail: WAITING,
  chunks: 0,
  completedAtMs: 0,
})

function inserted(row: TaskRow | null): TaskRow {
  if (!row) throw new Error('an insert with returning gave no row')
  return row
}
