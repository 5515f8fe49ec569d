import { AppError } from '@collabry/runtime/errors'
import { ownerKey } from '@collabry/storage/owner-key'
import { STORED_TEXT } from '../parse/stored-text'
import { type DocumentState, freeAt, isKept, isOver, type StoredTask, toJob, toRecord } from './document-state'
import { type DocumentChange, type DocumentRecord, type Tombstone, unsettled } from './store'
import {
  CANCELLED,
  checkRetry,
  DOCUMENT_DELETED,
  ENDED_MAX,
  FAILURES_MAX,
  type Job,
  type Outcome,
  OWNER_ERASED,
  type Progress,
  READING,
  RETRY_SOON,
  type Republication,
  SUPERSEDED,
  type Upload,
  unchangedDetail,
  WAITING,
} from './tasks'

// The state machine of documents and their uploads. A store loads a document, applies one step, and writes the result in one
// transaction, or only over the state that it was made from.

/** Changes the document that it is given. Undefined: there is nothing to change, and nothing is written. */
export type Step<Result> = (document: DocumentState, nowMs: number) => Result | undefined

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
    applyUpload(document, upload, publish, nowMs)
    const waiting = { version: document.newest, blobId: upload.blobId, textId: `${upload.blobId}t`, startedAtMs: nowMs }
    const task = { ...base, ...waiting }
    document.tasks.push(task)
    return { task, bytesNeeded: true }
  }

export const freshDocument = (userId: string, upload: Upload, versionBase: number): DocumentState => ({
  documentId: upload.documentId,
  userId,
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

/**
 * The same bytes are found already, by the same people, no newer reader would make more of them, and nothing is about to take
 * their place.
 */
const isSearchable = (
  { version, contentHash, readerVersion, tasks }: DocumentState,
  uploaded: Pick<Upload, 'contentHash' | 'readerVersion'>,
  publish: boolean,
) =>
  version > 0 &&
  contentHash === uploaded.contentHash &&
  readerVersion >= uploaded.readerVersion &&
  tasks.some(({ life, isPublic }) => life === 'current' && isPublic === publish) &&
  !tasks.some((task) => task.status === 'processing' && task.version > version)

/**
 * The text is found by others once it is indexed under the owner `public`. A text that is taken back is hidden from others at
 * once, and found by its owner again once it is indexed under that owner.
 */
export const republishStep =
  (userId: string, { publish, version, ...text }: Republication): Step<StoredTask> =>
  (document, nowMs) => {
    if (document.userId !== userId || document.deleted) return undefined
    if (document.version !== version || document.tasks.some(({ status }) => status === 'processing')) throw unsettled()
    const { filename, notebookId, bytes, leftOut, readerVersion } = document
    document.newest += 1
    Object.assign(document, { metadataJson: text.metadataJson, status: 'processing', ...(!publish && { isPublic: false }) })
    const task = {
      ...newTask({ ...text, filename, notebookId, bytes, contentType: STORED_TEXT, readerVersion: 0 }),
      // The text stays the one that this reader made of the file.
      ...{ readerVersion, leftOut, isPublic: publish, storeOwner: publish ? ('public' as const) : ownerKey(userId) },
      ...{ version: document.newest, textId: `${text.blobId}t`, startedAtMs: nowMs },
    }
    document.tasks.push(task)
    return task
  }

function applyUpload(document: DocumentState, upload: Omit<Upload, 'publish'>, isPublic: boolean, nowMs: number): void {
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

const TOO_MANY = `${IN_FLIGHT_MAX} uploads of this file are being worked on; wait until some have ended.`

const tooMany = () => new AppError('overloaded', TOO_MANY, { retryAfterMs: 5_000 })

const taskOf = ({ tasks }: DocumentState, taskId: string) => tasks.find((task) => task.taskId === taskId)

/** A waiting task has written no chunks. A worker may write chunks of a claimed task until its lease ends. */
export const cancelStep =
  (taskId: string, keepFailedMs: number): Step<StoredTask> =>
  (document, nowMs) => {
    const task = taskOf(document, taskId)
    if (task?.status !== 'processing') return task
    const life = task.life === 'writing' ? 'deleted' : 'none'
    const ended = { status: 'failed', error: CANCELLED, statusDetail: '', completedAtMs: nowMs } as const
    Object.assign(task, { ...ended, life, keptUntilMs: nowMs + keepFailedMs })
    if (document.newest === task.version) document.status = 'failed'
    return task
  }

/** Begins anew as the newest version. A deleted one stays until it is swept, as a task of its own that no user can see. */
export const retryStep =
  (taskId: string): Step<StoredTask> =>
  (document, nowMs) => {
    const task = taskOf(document, taskId)
    if (task === undefined) return undefined
    checkRetry({ status: task.status, hasBytes: task.blobId !== '' && !document.deleted })
    if (task.life === 'deleted') {
      document.tasks.push({ ...task, taskId: crypto.randomUUID(), blobId: '', keptUntilMs: 0, metadataJson: '{}' })
    }
    document.newest += 1
    document.status = 'processing'
    const version = document.newest
    const begun = { status: 'processing', statusDetail: WAITING, error: '', life: 'waiting', keptUntilMs: 0 } as const
    const nothing = { failures: 0, leaseUntilMs: 0, notBeforeMs: 0, chunksProcessed: 0, chunksTotal: 0, embeddingModel: '' }
    const times = { fence: task.fence + 1, startedAtMs: nowMs, completedAtMs: 0 }
    return Object.assign(task, { ...begun, ...nothing, ...times, version, textId: `${task.blobId}t${version}` })
  }

/** Leases the task of the document that has waited longest. Null: the owner was erased meanwhile, and the document is deleted. */
export const claimStep =
  (leaseMs: number, epoch: number): Step<Job | null> =>
  (document, nowMs) => {
    if (document.tasks.some((one) => one.status === 'processing' && one.epoch < epoch)) {
      markDeleted(document, nowMs, OWNER_ERASED) // its process died between the writing of it and the look at the epoch
      return null
    }
    const task = document.tasks
      .filter((one) => one.status === 'processing' && freeAt(one) <= nowMs)
      .toSorted((a, b) => a.startedAtMs - b.startedAtMs || a.version - b.version)[0]
    if (task === undefined) return undefined
    task.attempts += 1
    task.life = 'writing'
    task.statusDetail = READING
    return leased(document, task, nowMs + leaseMs)
  }

/** Leases the searchable version for new vectors, unless it has those of this model. */
export const claimUnembeddedStep = (model: string, leaseMs: number): Step<Job> =>
  claimCurrent(({ chunksTotal, embeddingModel }) => chunksTotal > 0 && embeddingModel !== model, leaseMs)

/** Leases this version, if it is the searchable one. */
export const claimVersionStep = (version: number, leaseMs: number): Step<Job> =>
  claimCurrent((task) => task.version === version, leaseMs)

function claimCurrent(isMeant: (task: StoredTask) => boolean, leaseMs: number): Step<Job> {
  return (document, nowMs) => {
    const task = document.tasks.find((one) => one.life === 'current' && isMeant(one) && freeAt(one) <= nowMs)
    return task && leased(document, task, nowMs + leaseMs)
  }
}

function leased(document: DocumentState, task: StoredTask, leaseUntilMs: number): Job {
  task.fence += 1
  task.leaseUntilMs = leaseUntilMs
  return toJob(document, task)
}

export const reportStep =
  ({ taskId, fence }: Job, leaseMs: number, progress: Progress): Step<true> =>
  (document, nowMs) => {
    const task = document.tasks.find((one) => one.taskId === taskId && one.fence === fence)
    if (task === undefined || (task.life !== 'writing' && task.life !== 'current')) return undefined
    Object.assign(task, progress, { leaseUntilMs: nowMs + leaseMs })
    return true
  }

/**
 * Ends a lease. Everything that hangs on it happens in one step. False: the task or its document is gone meanwhile, and only the
 * lease ends. Undefined: the lease was lost, and nothing changes.
 */
export const finishStep =
  ({ taskId, fence }: Job, outcome: Outcome, keepFailedMs: number): Step<boolean> =>
  (document, nowMs) => {
    const task = document.tasks.find((one) => one.taskId === taskId && one.fence === fence)
    if (task === undefined) return undefined
    const held = applyOutcome(document, task, outcome, { nowMs, keptUntilMs: nowMs + keepFailedMs })
    task.leaseUntilMs = 0
    task.fence += 1
    if (held && document.newest === task.version && !document.deleted) document.status = task.status
    return held
  }

interface Times {
  nowMs: number
  keptUntilMs: number
}

/** False: nothing can come of it any more. */
function applyOutcome(document: DocumentState, task: StoredTask, outcome: Outcome, times: Times): boolean {
  const { life } = task
  const { nowMs } = times
  switch (outcome.kind) {
    case 'indexed':
      if (life === 'writing') commit(document, task, outcome, nowMs)
      return life === 'writing'
    case 'embedded':
      if (life === 'current') Object.assign(task, { embeddingModel: outcome.embeddingModel, failures: 0 })
      return life === 'current'
    case 'failed':
      if (life === 'writing') fail(task, outcome.reason, times)
      return life === 'writing'
    case 'retryable':
      if (life !== 'writing' && life !== 'current') return false
      task.failures += 1
      task.notBeforeMs = nowMs + outcome.retryInMs
      if (task.status === 'processing') task.statusDetail = RETRY_SOON
      if (task.failures >= FAILURES_MAX && task.status === 'processing') fail(task, outcome.reason, times)
      return true
    case 'released': // whatever became of the document meanwhile
      task.notBeforeMs = nowMs + outcome.retryInMs
      if (task.status === 'processing') task.statusDetail = outcome.statusDetail
      return true
  }
}

function commit(
  document: DocumentState,
  task: StoredTask,
  { chunks, embeddingModel, statusDetail, leftOut }: Extract<Outcome, { kind: 'indexed' }>,
  nowMs: number,
): void {
  const done = { status: 'completed', statusDetail, completedAtMs: nowMs, blobId: '', failures: 0 } as const
  Object.assign(task, { ...done, life: 'current', chunksProcessed: chunks, chunksTotal: chunks, embeddingModel })
  // A text that is indexed anew lacks what its file lacked.
  if (leftOut.length > 0) task.leftOut = leftOut
  if (task.version <= document.version || document.deleted) {
    task.life = 'deleted'
    task.statusDetail = SUPERSEDED
    return
  }
  for (const older of document.tasks) if (older.life === 'current' && older.version < task.version) older.life = 'deleted'
  const { version, textId, bytes, contentHash, metadataJson, isPublic, readerVersion } = task
  Object.assign(document, { version, chunks, textId, bytes, contentHash, metadataJson, isPublic, readerVersion })
  document.leftOut = task.leftOut
}

/** A version that was never read has no chunks in the vector store. */
function fail(task: StoredTask, reason: string, { nowMs, keptUntilMs }: Times): void {
  const unread = task.chunksTotal === 0
  Object.assign(task, { status: 'failed', error: reason, statusDetail: '', completedAtMs: nowMs, keptUntilMs })
  Object.assign(task, unread ? { life: 'none', textId: '' } : { life: 'deleted' })
}

/** The document is neither listed, read nor retrieved from now on, and its workers have lost their leases. */
function markDeleted(document: DocumentState, nowMs: number, error: string): void {
  for (const task of document.tasks) {
    task.keptUntilMs = 0
    if (task.life === 'waiting' || task.life === 'writing' || task.life === 'current')
      Object.assign(task, { life: 'deleted', metadataJson: '{}', leftOut: [] })
    if (task.status !== 'processing') continue
    Object.assign(task, { status: 'failed', error, statusDetail: '', completedAtMs: nowMs })
  }
  const nothing = { filename: '', notebookId: '', metadataJson: '{}', contentHash: '', textId: '', leftOut: [] }
  Object.assign(document, { ...nothing, deleted: true, version: 0, chunks: 0, bytes: 0, isPublic: false })
}

/** Undefined: the user has no such document. */
export const deleteStep =
  (userId: string): Step<DocumentRecord> =>
  (document, nowMs) => {
    if (document.userId !== userId || document.deleted) return undefined
    const found = toRecord(document)
    markDeleted(document, nowMs, DOCUMENT_DELETED)
    return found
  }

/** Undefined: the user has no such document. */
export const changeStep =
  (userId: string, change: DocumentChange): Step<DocumentRecord> =>
  (document) => {
    if (document.userId !== userId || document.deleted) return undefined
    Object.assign(document, change)
    return toRecord(document)
  }

/** Takes back all that was uploaded before the erasure of the owner. */
export const eraseStep: Step<true> = (document, nowMs) => {
  markDeleted(document, nowMs, OWNER_ERASED)
  return true
}

/** The chunks and texts of these versions are gone. */
export const sweptStep =
  ({ storeOwner, below }: Tombstone): Step<true> =>
  ({ tasks }) => {
    for (const task of tasks) {
      if (task.life === 'deleted' && task.storeOwner === storeOwner && task.version < below)
        Object.assign(task, { life: 'swept', blobId: task.keptUntilMs > 0 ? task.blobId : '', textId: '' })
    }
    return true
  }

/** Releases the bytes of failed uploads whose time to be kept is over, and returns their ids. */
export const expireStep: Step<string[]> = ({ tasks }, nowMs) => {
  const expired = tasks.filter((task) => isKept(task) && task.keptUntilMs <= nowMs)
  const blobIds = expired.map(({ blobId }) => blobId)
  for (const task of expired) task.blobId = ''
  return blobIds
}

/** Forgets uploads that ended at this time or before and that nothing needs. */
export const forgetStep =
  (endedMs: number): Step<true> =>
  (document) => {
    document.tasks = document.tasks.filter((task) => !isOver(task) || task.completedAtMs > endedMs)
    return true
  }

/** Uploads that have ended and left nothing to be swept; the oldest are forgotten, for a document of the store has 16 MiB. */
export function trimEnded(tasks: StoredTask[]): StoredTask[] {
  const ended = tasks.filter(({ status, life }) => status !== 'processing' && (life === 'none' || life === 'swept'))
  const forgotten = new Set(ended.slice(0, Math.max(0, ended.length - ENDED_MAX)))
  return tasks.filter((task) => !forgotten.has(task))
}
