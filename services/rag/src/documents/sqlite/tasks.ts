import type { Database } from 'bun:sqlite'
import { AppError } from '@collabry/runtime/errors'
import { type StoredTask, toTask } from '../document-state'
import { checkEpoch, type DocumentSettings, idsForName } from '../store'
import type { TaskRecord, Tasks, Upload } from '../tasks'
import {
  cancelStep,
  claimStep,
  claimUnembeddedStep,
  claimVersionStep,
  finishStep,
  freshDocument,
  reportStep,
  republishStep,
  retryStep,
  type Step,
  submitStep,
} from '../transitions'
import { changer, findTask, namesakes } from './change'
import { erasureOf } from './erasures'
import { STORE_CLOCK_MS, type Writer } from './writer'

/**
 * The user served longest ago goes first, then the oldest upload of that user: a long queue of one user delays no other user.
 * Users under erasure are not served.
 */
const NEXT_WAITING = `
  select next.document_id as documentId, next.user_id as userId
  from user_queue cross join task next on next.user_id = user_queue.user_id and next.status = 'processing'
  where next.lease_until_ms <= ${STORE_CLOCK_MS} and next.not_before_ms <= ${STORE_CLOCK_MS}
    and user_queue.user_id not in (select value from json_each($exceptUsers))
    and user_queue.user_id not in (select user_id from erasure where pending = 1)
  order by user_queue.served, user_queue.user_id, next.seq limit 1`

const SERVED = 'update user_queue set served = (select max(served) + 1 from user_queue) where user_id = ?'

const UNEMBEDDED = `
  select document_id as documentId from task where life = 'current' and (embedding_model < $model or embedding_model > $model)
    and lease_until_ms <= ${STORE_CLOCK_MS} and not_before_ms <= ${STORE_CLOCK_MS} and chunks_total > 0 limit 1`

const BACKLOG = `
  select (select count(*) from task where status = 'processing') as waiting,
    coalesce(${STORE_CLOCK_MS} - (select min(started_at_ms) from task where status = 'processing'), 0) as oldestAgeMs`

export function sqliteTasks(db: Database, writer: Writer, { keepFailedMs }: DocumentSettings): Tasks {
  const change = changer(db)
  const find = findTask(db)
  const erased = erasureOf(db)
  const nextWaiting = db.query<{ documentId: string; userId: string }, { exceptUsers: string }>(NEXT_WAITING)
  const served = db.query<unknown, [string]>(SERVED)
  const unembedded = db.query<{ documentId: string }, { model: string }>(UNEMBEDDED)
  const backlog = db.query<{ waiting: number; oldestAgeMs: number }, []>(BACKLOG)

  const idOf = idByName(db)

  const changeTask = (userId: string, taskId: string, step: Step<StoredTask>): Promise<TaskRecord | undefined> =>
    writer.durably(() => {
      const found = find(taskId)
      if (found?.userId !== userId) return undefined
      const task = change(found.documentId, step)
      return task && toTask(found.documentId, task)
    })

  return {
    // The commit of an upload, after its bytes are durable.
    submit: (userId, upload) =>
      writer.durably(() => {
        const erasure = erased(userId)
        checkEpoch(upload.epoch, erasure)
        const documentId = idOf(userId, upload)
        const fresh = () => freshDocument(userId, { ...upload, documentId }, erasure.versionBase)
        const done = change(documentId, submitStep(userId, upload), fresh)
        if (done === undefined) throw new Error('a submission changes something')
        return { task: toTask(documentId, done.task), bytesNeeded: done.bytesNeeded }
      }),
    republish: (userId, text) =>
      writer.durably(() => {
        checkEpoch(text.epoch, erased(userId))
        const task = change(text.documentId, republishStep(userId, text))
        return task && toTask(text.documentId, task)
      }),
    get: async (userId, taskId) => {
      const found = find(taskId)
      if (found && found.userId !== userId) throw new AppError('forbidden', 'This upload is another user’s.')
      return found && toTask(found.documentId, found.task)
    },
    cancel: (userId, taskId) => changeTask(userId, taskId, cancelStep(taskId, keepFailedMs)),
    retry: (userId, taskId) => changeTask(userId, taskId, retryStep(taskId)),
    claim: async (leaseMs, exceptUsers = []) =>
      writer.now(() => {
        const next = nextWaiting.get({ exceptUsers: JSON.stringify(exceptUsers) })
        const job = next && change(next.documentId, claimStep(leaseMs, 0))
        if (next && job) served.run(next.userId)
        return job ?? undefined
      }),
    claimUnembedded: async (model, leaseMs) =>
      writer.now(() => {
        const found = unembedded.get({ model })
        return found ? change(found.documentId, claimUnembeddedStep(model, leaseMs)) : undefined
      }),
    claimVersion: async ({ documentId, version }, leaseMs) =>
      writer.now(() => change(documentId, claimVersionStep(version, leaseMs))),
    report: async (job, leaseMs, progress = {}) =>
      writer.now(() => change(job.documentId, reportStep(job, leaseMs, progress)) ?? false),
    finish: (job, outcome) => writer.durably(() => change(job.documentId, finishStep(job, outcome, keepFailedMs)) ?? false),
    backlog: async () => backlog.get() ?? { waiting: 0, oldestAgeMs: 0 },
  }
}

/** The document that has the name now; a new one whose id a renamed document has gets another id. */
function idByName(db: Database) {
  const named = namesakes(db)
  const occupied = db.query<unknown, [string]>('select 1 from document where document_id = ? and deleted = 0')
  return (userId: string, { documentId, notebookId, filename }: Upload): string => {
    const present = named.get(userId, notebookId, filename)
    if (present) return present.documentId
    for (const id of idsForName(documentId)) if (!occupied.get(id)) return id
    return documentId
  }
}
