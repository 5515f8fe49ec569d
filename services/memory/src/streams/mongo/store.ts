import { translateErrors } from '@collabry/storage/mongo-client'
import { ownerKey } from '@collabry/storage/owner-key'
import type { Db } from 'mongodb'
import type { OwnerLimits } from '../../owner-limits'
import { contentOf, eventsOf } from '../part'
import type { LostStream, StreamStore } from '../store'
import { openStreamCollections, type StreamCollections, type StreamDocument } from './collections'
import { mongoStreamLog } from './log'

const LOST_MAX = 5

export async function mongoStreamStore(db: Db, now: () => number, limits: OwnerLimits): Promise<StreamStore> {
  const collections = await openStreamCollections(db)
  const { streams, parts, tickets } = collections
  const { forgetOwner, ...log } = mongoStreamLog(collections, now, limits)
  return {
    ...log,

    putTicket: ({ hash, ...ticket }) =>
      translateErrors(async () => {
        await tickets.insertOne({ _id: hash, ...ticket })
        const old = tickets
          .find({ owner: ticket.owner }, { projection: { _id: 1 } })
          .sort({ expiresAtMs: -1 })
          .skip(limits.tickets)
        const ids = (await old.toArray()).map(({ _id }) => _id)
        if (ids.length > 0) await tickets.deleteMany({ _id: { $in: ids } })
      }),

    takeTicket: (hash) =>
      translateErrors(async () => {
        const taken = await tickets.findOneAndDelete({ _id: hash })
        if (!taken || taken.expiresAtMs <= now()) return undefined
        return { hash, owner: taken.owner, sealed: taken.sealed, expiresAtMs: taken.expiresAtMs }
      }),

    closeLost: () =>
      translateErrors(async () => {
        const lost = { $set: { outcome: 'producer_lost', recovered: false } } as const
        await streams.updateMany({ outcome: '', leaseUntilMs: { $lte: now() } }, lost)
        const unrecovered = await streams.find({ recovered: false }).limit(LOST_MAX).toArray()
        return Promise.all(unrecovered.map((stream) => toLost(collections, stream)))
      }),

    markRecovered: ({ key }) =>
      translateErrors(async () => void (await streams.updateOne({ key }, { $set: { recovered: true } }))),

    forgetSession: (userId, sessionId) =>
      translateErrors(async () => {
        const owner = ownerKey(userId)
        for (const { _id, key } of await streams.find({ owner, sessionId }).toArray()) {
          await parts.deleteMany({ stream: key })
          await streams.deleteOne({ _id })
          await parts.deleteMany({ stream: key }) // one that was written in between
        }
        forgetOwner(owner)
      }),

    eraseStreams: (owner) =>
      translateErrors(async () => {
        await tickets.deleteMany({ owner })
        await parts.deleteMany({ owner })
        const { deletedCount } = await streams.deleteMany({ owner })
        forgetOwner(owner)
        await parts.deleteMany({ owner }) // one that was written in between
        return deletedCount
      }),

    sweepStreams: () =>
      translateErrors(async () => {
        const expired = { expiresAtMs: { $lte: now() } }
        await tickets.deleteMany(expired)
        await parts.deleteMany(expired)
        return (await streams.deleteMany(expired)).deletedCount
      }),
  }
}

async function toLost({ parts }: StreamCollections, stream: StreamDocument): Promise<LostStream> {
  const { owner, key, sessionId, messageId, count } = stream
  const stored = await parts.find({ stream: key }).sort({ first: 1 }).toArray()
  const events = stored.flatMap((part) => eventsOf([part], 0, count))
  return { owner, key, sessionId, messageId, ...contentOf(events) }
}
