import { AppError } from '@collabry/runtime/errors'
import { ownerKey } from '@collabry/storage/owner-key'
import { type Upload, unchangedDetail, WAITING } from '../tasks'
import type { Step } from './change'
import type { DocumentState, StoredTask } from './document'

/** One document of the store is at most 16 MiB, and an upload on its way has up to 16 KiB of metadata. */
const IN_FLIGHT_MAX = 200

/** The commit of an upload. */
export const submitStep =
  (userId: string, { publish, ...upload }: Upload): Step<{ task: StoredTask; bytesNeeded: boolean }> =>
  (document, nowMs) => {
    const running = document.tasks.find((task) => isSameInFlight(document, task, upload, publish))
    if (running) return { task: running, bytesNeeded: false }

    const base = { ...newTask(upload), isPublic: publish, storeOwner: publish ? ('public' as const) : ownerKey(userId) }
    if (isSearchable(document, upload, publish)) {
      Object.assign(document, { metadataJson: upload.metadataJson, status: 'completed' })
      const task = { ...base, ...unchanged(document), startedAtMs: nowMs, completedAtMs: nowMs }
      document.tasks.push(task)
      return { task, bytesNeeded: false }
    }
    if (document.tasks.filter(({ status }) => status === 'processing').length >= IN_FLIGHT_MAX) throw tooMany()
    know(document, upload, publish, nowMs)
    const waiting = { version: document.newest, blobId: upload.blobId, textId: `${upload.blobId}t`, startedAtMs: nowMs }
    const task = { ...base, ...waiting }
    document.tasks.push(task)
    return { task, bytesNeeded: true }
  }

export const freshDocument = (userId: string, upload: Upload, versionBase: number): DocumentState => ({
  _id: upload.documentId,
  userId,
  owner: ownerKey(userId),
  filename: upload.filename,
  notebookId: upload.notebookId,
  metadataJson: upload.metadataJson,
  contentHash: '',
  bytes: upload.bytes,
  isPublic: upload.publish,
  deleted: true, // until it is known
  version: 0,
  newest: versionBase,
  chunks: 0,
  readerVersion: 0,
  leftOut: [],
  textId: '',
  status: 'processing',
  createdAtMs: 0,
  tasks: [],
})

const isSameInFlight = (document: DocumentState, task: StoredTask, upload: Omit<Upload, 'publish'>, publish: boolean) =>
  task.status === 'processing' &&
  task.version === document.newest &&
  task.contentHash === upload.contentHash &&
  task.isPublic === publish &&
  task.metadataJson === upload.metadataJson &&
  task.contentType === upload.contentType

/** The same bytes are what is found already, no newer reader would make more of them, and nothing is about to take their place. */
const isSearchable = (
  { version, contentHash, readerVersion, isPublic, tasks }: DocumentState,
  uploaded: Pick<Upload, 'contentHash' | 'readerVersion'>,
  publish: boolean,
) =>
  version > 0 &&
  contentHash === uploaded.contentHash &&
  readerVersion >= uploaded.readerVersion &&
  isPublic === publish &&
  !tasks.some((task) => task.status === 'processing' && task.version > version)

function know(document: DocumentState, upload: Omit<Upload, 'publish'>, isPublic: boolean, nowMs: number): void {
  const { filename, notebookId, metadataJson, bytes } = upload
  if (document.deleted) document.createdAtMs = nowMs
  if (document.version === 0) Object.assign(document, { metadataJson, bytes, isPublic })
  Object.assign(document, { filename, notebookId, deleted: false, status: 'processing', newest: document.newest + 1 })
}

const newTask = ({ documentId: _, readerVersion: __, ...upload }: Omit<Upload, 'publish'>) => ({
  ...upload,
  readerVersion: 0, // nothing has been read
  leftOut: [],
  taskId: crypto.randomUUID(),
  life: 'waiting' as const,
  status: 'processing' as const,
  statusDetail: WAITING,
  error: '',
  keptUntilMs: 0,
  attempts: 0,
  failures: 0,
  fence: 0,
  leaseUntilMs: 0,
  notBeforeMs: 0,
  chunksProcessed: 0,
  chunksTotal: 0,
  embeddingModel: '',
  completedAtMs: 0,
})

const unchanged = ({ version, chunks, leftOut }: DocumentState) => ({
  version,
  life: 'none' as const,
  blobId: '',
  textId: '',
  status: 'completed' as const,
  statusDetail: unchangedDetail(leftOut),
  chunksProcessed: chunks,
  chunksTotal: chunks,
})

const tooMany = () =>
  new AppError('overloaded', `${IN_FLIGHT_MAX} uploads of this file are being worked on; wait until some have ended.`, {
    retryAfterMs: 5_000,
  })
