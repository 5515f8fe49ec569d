import { AppError } from '@collabry/runtime/errors'
import { isDuplicate, translateErrors } from '@collabry/storage/mongo-client'
import { ownerKey, type UserKey } from '@collabry/storage/owner-key'
import type { Binary, Collection, Db } from 'mongodb'
import type { OwnerLimits } from '../owner-limits'
import {
  type Answer,
  beginOn,
  bytesOf,
  type HeldRequest,
  type IdempotencyStore,
  REQUEST_LEASE_MS,
  type RequestRecord,
  recordId,
  requestLost,
  requestsDropped,
  tooManyRequests,
} from './store'

const TRIES_MAX = 10

interface RequestDocument extends Omit<RequestRecord, 'answer'> {
  _id: string
  /** The session of the answer, for the index; empty: none. */
  sessionId: string
  /** Size of the answer; 0: there is none. */
  bytes: number
  answer: (Omit<Answer, 'body'> & { body: Binary | Uint8Array }) | null
}

export async function mongoIdempotencyStore(db: Db, now: () => number, limits: OwnerLimits): Promise<IdempotencyStore> {
  const requests = db.collection<RequestDocument>('memory_requests')
  await requests.createIndexes([
    { key: { expiresAtMs: 1 } },
    { key: { owner: 1, sessionId: 1 } },
    { key: { owner: 1, expiresAtMs: 1, bytes: 1 } },
  ])
  const makeRoom = roomMaker(requests, now, limits)
  const change = (userId: string, { leaseId, ...ref }: HeldRequest, $set: Partial<RequestDocument>) =>
    translateErrors(async () => {
      const filter = { _id: recordId(ownerKey(userId), ref), leaseId, answer: null }
      if ((await requests.updateOne(filter, { $set })).matchedCount === 0) throw requestLost()
    })
  return {
    beginRequest: (userId, request) =>
      translateErrors(async () => {
        const owner = ownerKey(userId)
        const _id = recordId(owner, request)
        for (let tries = 0; tries < TRIES_MAX; tries++) {
          const found = await requests.findOne({ _id })
          const { begun, record } = beginOn(toRecord(found), owner, request, now())
          if (!record) return begun
          if (!found) await makeRoom.forRequest(owner)
          const document = { ...record, sessionId: '', bytes: 0, answer: null }
          const placed = found
            ? (await requests.replaceOne({ _id, leaseId: found.leaseId, answer: found.answer && { $ne: null } }, document))
                .matchedCount
            : await requests.insertOne({ _id, ...document }).then(
                () => 1,
                (error) => {
                  if (isDuplicate(error)) return 0
                  throw error
                },
              )
          if (placed === 1) return begun
        }
        throw new AppError('unavailable', 'Other callers begin this request at the same time; try again.', { retryAfterMs: 100 })
      }),

    knowsRequest: (userId, ref) =>
      translateErrors(async () => {
        const filter = { _id: recordId(ownerKey(userId), ref), expiresAtMs: { $gt: now() } }
        return (await requests.findOne(filter, { projection: { _id: 1 } })) !== null
      }),

    renewRequest: (userId, request) => change(userId, request, { leaseUntilMs: now() + REQUEST_LEASE_MS }),

    async completeRequest(userId, request, answer) {
      await change(userId, request, { answer, sessionId: answer.sessionId, bytes: bytesOf(answer) })
      const owner = ownerKey(userId)
      await translateErrors(() => makeRoom.forAnswer(owner, recordId(owner, request)))
    },

    releaseRequest: (userId, request) => change(userId, request, { leaseUntilMs: 0 }),

    forgetAnswers: (userId, sessionId) =>
      translateErrors(async () => void (await requests.deleteMany({ owner: ownerKey(userId), sessionId }))),

    eraseRequests: (owner) => translateErrors(async () => (await requests.deleteMany({ owner })).deletedCount),

    sweepRequests: () => translateErrors(async () => (await requests.deleteMany({ expiresAtMs: { $lte: now() } })).deletedCount),
  }
}

/** Keeps the requests of one owner within their limits. Several that complete at once may each drop the same answers. */
function roomMaker(requests: Collection<RequestDocument>, now: () => number, limits: OwnerLimits) {
  return {
    /** Before a new record. */
    async forRequest(owner: UserKey): Promise<void> {
      if ((await requests.countDocuments({ owner }, { limit: limits.requests })) < limits.requests) return
      const idle = { owner, $or: [{ answer: { $ne: null } }, { leaseUntilMs: { $lte: now() } }] }
      const oldest = requests
        .find(idle, { projection: { _id: 1 } })
        .sort({ expiresAtMs: 1 })
        .limit(requestsDropped(limits.requests))
      const ids = (await oldest.toArray()).map(({ _id }) => _id)
      if (ids.length === 0) throw tooManyRequests()
      await requests.deleteMany({ ...idle, _id: { $in: ids } })
    },
    /** After an answer, which stays. */
    async forAnswer(owner: UserKey, id: string): Promise<void> {
      const kept = { owner, bytes: { $gt: 0 } }
      const sum = { $group: { _id: null, bytes: { $sum: '$bytes' } } }
      const [found] = await requests.aggregate<{ bytes: number }>([{ $match: kept }, sum]).toArray()
      let over = (found?.bytes ?? 0) - limits.answerBytes
      if (over <= 0) return
      const oldest = requests.find({ ...kept, _id: { $ne: id } }, { projection: { bytes: 1 } }).sort({ expiresAtMs: 1 })
      for await (const { _id, bytes } of oldest) {
        if (over <= 0) return
        await requests.updateOne({ _id, bytes }, { $set: { answer: null, bytes: 0, sessionId: '', leaseUntilMs: 0 } })
        over -= bytes
      }
    },
  }
}

function toRecord(found: RequestDocument | null): RequestRecord | undefined {
  if (!found) return undefined
  const { answer, ...record } = found
  if (!answer) return { ...record, answer: undefined }
  const body = answer.body instanceof Uint8Array ? answer.body : answer.body.buffer
  return { ...record, answer: { ...answer, body } }
}
