import { AppError } from '@collabry/runtime/errors'
import { isDuplicate, translateErrors } from '@collabry/storage/mongo-errors'
import { ownerKey } from '@collabry/storage/owner-key'
import type { Binary, Db } from 'mongodb'
import { beginOn, type RequestRecord, recordId, requestLost } from './record'
import { type Answer, type HeldRequest, type IdempotencyStore, REQUEST_LEASE_MS } from './store'

const TRIES_MAX = 10

interface RequestDocument extends Omit<RequestRecord, 'answer'> {
  _id: string
  /** Of the answer, for the index; empty: none. */
  sessionId: string
  answer: (Omit<Answer, 'body'> & { body: Binary | Uint8Array }) | null
}

export async function mongoIdempotencyStore(db: Db, now: () => number): Promise<IdempotencyStore> {
  const requests = db.collection<RequestDocument>('memory_requests')
  await requests.createIndexes([{ key: { expiresAtMs: 1 } }, { key: { owner: 1, sessionId: 1 } }])
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
          const document = { ...record, sessionId: '', answer: null }
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
        throw new AppError('unavailable', 'This request is being begun by others; try again.', { retryAfterMs: 100 })
      }),

    renewRequest: (userId, request) => change(userId, request, { leaseUntilMs: now() + REQUEST_LEASE_MS }),

    completeRequest: (userId, request, answer) => change(userId, request, { answer, sessionId: answer.sessionId }),

    releaseRequest: (userId, request) => change(userId, request, { leaseUntilMs: 0 }),

    forgetAnswers: (userId, sessionId) =>
      translateErrors(async () => void (await requests.deleteMany({ owner: ownerKey(userId), sessionId }))),

    eraseRequests: (owner) => translateErrors(async () => (await requests.deleteMany({ owner })).deletedCount),

    sweepRequests: () => translateErrors(async () => (await requests.deleteMany({ expiresAtMs: { $lte: now() } })).deletedCount),
  }
}

function toRecord(found: RequestDocument | null): RequestRecord | undefined {
  if (!found) return undefined
  const { answer, ...record } = found
  if (!answer) return { ...record, answer: undefined }
  const body = answer.body instanceof Uint8Array ? answer.body : answer.body.buffer
  return { ...record, answer: { ...answer, body } }
}
