import { AppError } from '@collabry/runtime/errors'
import { translateErrors } from '@collabry/storage/mongo-client'
import type { OwnerKey } from '@collabry/storage/owner-key'
import { type StoredTask, toTask } from '../document-state'
import { checkEpoch, type DocumentSettings, idsForName } from '../store'
import type { TaskRecord, Tasks, Upload } from '../tasks'
import {
  cancelStep,
  claimStep,
  claimUnembeddedStep,
  claimVersionStep,
  eraseStep,
  finishStep,
  freshDocument,
  reportStep,
  republishStep,
  retryStep,
  type Step,
  submitStep,
} from '../transitions'
import { type Change, type Collections, changer, storeClock } from './collections'
import { erasureOf } from './erasures'

/** Another process may claim the task that is being looked at; then the next one is tried. */
const CLAIM_TRIES_MAX = 20

export function mongoTasks(collections: Collections, { keepFailedMs }: DocumentSettings): Tasks {
  const { documents, userQueue } = collections
  const change = changer(collections)
  const now = () => storeClock(collections)

  async function changeTask(userId: string, taskId: string, step: Step<StoredTask>): Promise<TaskRecord | undefined> {
    const found = await documents.findOne({ userId, 'tasks.taskId': taskId }, { projection: { _id: 1 } })
    const task = found && (await change(found._id, step))
    return found && task ? toTask(found._id, task) : undefined
  }

  return {
    submit: (userId, upload) => translateErrors(() => submit(collections, change, userId, upload)),
    // An erasure that passes meanwhile marks the document deleted, before this step or after it.
    republish: (userId, text) =>
      translateErrors(async () => {
        checkEpoch(text.epoch, await erasureOf(collections, userId))
        const task = await change(text.documentId, republishStep(userId, text))
        return task && toTask(text.documentId, task)
      }),
    get: (userId, taskId) =>
      translateErrors(async () => {
        const found = await documents.findOne(
          { 'tasks.taskId': taskId },
          { projection: { userId: 1, tasks: { $elemMatch: { taskId } } } },
        )
        if (found && found.userId !== userId) throw new AppError('forbidden', 'This upload is another user’s.')
        const task = found?.tasks.find((one) => one.taskId === taskId)
        return found && task ? toTask(found._id, task) : undefined
      }),
    cancel: (userId, taskId) => translateErrors(() => changeTask(userId, taskId, cancelStep(taskId, keepFailedMs))),
    retry: (userId, taskId) => translateErrors(() => changeTask(userId, taskId, retryStep(taskId))),
    claim: (leaseMs, exceptUsers = []) =>
      translateErrors(async () => {
        for (let tries = 0; tries < CLAIM_TRIES_MAX; tries += 1) {
          const next = await nextWaiting(collections, exceptUsers, await now())
          if (next === undefined) return undefined
          const { epoch } = await erasureOf(collections, next.userId)
          const job = await change(next.documentId, claimStep(leaseMs, epoch))
          if (!job) continue
          await userQueue.updateOne({ _id: next.owner }, { $max: { servedAtMs: await now() } }, { upsert: true })
          return job
        }
        return undefined
      }),
    claimUnembedded: (model, leaseMs) => translateErrors(() => claimUnembedded(collections, change, model, leaseMs)),
    claimVersion: ({ documentId, version }, leaseMs) =>
      translateErrors(() => change(documentId, claimVersionStep(version, leaseMs))),
    report: (job, leaseMs, progress = {}) =>
      translateErrors(async () => (await change(job.documentId, reportStep(job, leaseMs, progress))) ?? false),
    finish: (job, outcome) =>
      translateErrors(async () => (await change(job.documentId, finishStep(job, outcome, keepFailedMs))) ?? false),
    backlog: () =>
      translateErrors(async () => {
        const [found] = await documents
          .aggregate<{ waiting: number; sinceMs: number }>([
            { $match: { waiting: true } },
            { $group: { _id: null, waiting: { $sum: 1 }, sinceMs: { $min: '$waitingSinceMs' } } },
          ])
          .toArray()
        return found ? { waiting: found.waiting, oldestAgeMs: (await now()) - found.sinceMs } : { waiting: 0, oldestAgeMs: 0 }
      }),
  }
}

/** Another upload, or a rename, may take the name between the look at it and the writing. */
const NAME_TRIES_MAX = 20

async function submit(collections: Collections, change: Change, userId: string, upload: Upload) {
  for (let tries = 1; ; tries++) {
    try {
      return await submitAs(collections, change, userId, { ...upload, documentId: await idOf(collections, userId, upload) })
    } catch (error) {
      const isTaken = error instanceof AppError && error.code === 'conflict'
      if (!isTaken || tries === NAME_TRIES_MAX) throw error
    }
  }
}

/** The document that has the name now; a new one whose id a renamed document has gets another id. */
async function idOf({ documents }: Collections, userId: string, { documentId, notebookId, filename }: Upload): Promise<string> {
  const id = { projection: { _id: 1 } } as const
  const present = await documents.findOne({ userId, notebookId, filename, deleted: false }, id)
  if (present) return present._id
  for (const free of idsForName(documentId)) if (!(await documents.findOne({ _id: free, deleted: false }, id))) return free
  return documentId
}

/** An erasure may have run between the check and the write; then the write is undone. */
async function submitAs(collections: Collections, change: Change, userId: string, upload: Upload) {
  const before = await erasureOf(collections, userId)
  checkEpoch(upload.epoch, before)
  const { documentId } = upload
  const done = await change(documentId, submitStep(userId, upload), () => freshDocument(userId, upload, before.versionBase))
  if (done === undefined) throw new Error('a submission changes something')
  const after = await erasureOf(collections, userId)
  if (after.isPending || after.epoch !== upload.epoch) {
    await change(documentId, eraseStep)
    if (!after.isPending) await collections.documents.deleteOne({ _id: documentId, userId, deleted: true })
    checkEpoch(upload.epoch, after)
  }
  return { task: toTask(documentId, done.task), bytesNeeded: done.bytesNeeded }
}

async function claimUnembedded({ documents, clock }: Collections, change: Change, model: string, leaseMs: number) {
  const filter = { embeddedBy: { $nin: [model, null] }, embedFreeAtMs: { $lte: await storeClock({ clock }) } }
  const found = await documents.findOne(filter, { projection: { _id: 1 } })
  if (!found) return undefined
  return change(found._id, claimUnembeddedStep(model, leaseMs))
}

/** Maximum number of owners that are compared; those with the oldest uploads. */
const OWNERS_MAX = 500

/**
 * The owner served longest ago goes first, then the oldest upload of that owner: a long queue of one owner delays no other
 * owner.
 */
async function nextWaiting({ documents, userQueue }: Collections, exceptUsers: string[], nowMs: number) {
  const free = { waiting: true, freeAtMs: { $lte: nowMs }, ...(exceptUsers.length > 0 && { userId: { $nin: exceptUsers } }) }
  const owners = await documents
    .aggregate<{ _id: OwnerKey; sinceMs: number }>([
      { $match: free },
      { $group: { _id: '$owner', sinceMs: { $min: '$waitingSinceMs' } } },
      { $sort: { sinceMs: 1 } },
      { $limit: OWNERS_MAX },
    ])
    .toArray()
  if (owners.length === 0) return undefined
  const served = new Map<OwnerKey, number>()
  for (const user of await userQueue.find({ _id: { $in: owners.map(({ _id }) => _id) } }).toArray()) {
    served.set(user._id, user.servedAtMs)
  }
  const servedAt = (owner: OwnerKey) => served.get(owner) ?? 0
  const [first] = owners.toSorted((a, b) => servedAt(a._id) - servedAt(b._id) || a.sinceMs - b.sinceMs)
  if (first === undefined) return undefined
  const [found] = await documents
    .find({ owner: first._id, ...free }, { projection: { userId: 1 } })
    .sort({ waitingSinceMs: 1, _id: 1 })
    .limit(1)
    .toArray()
  return found && { owner: first._id, userId: found.userId, documentId: found._id }
}
