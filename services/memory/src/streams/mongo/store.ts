import { translateErrors } from '@collabry/storage/mongo-client'
import { ownerKey } from '@collabry/storage/owner-key'
import type { Db } from 'mongodb'
import type { OwnerLimits } from '../../owner-limits'
import { contentOf, eventsOf } from '../part'
import type { LostStream, StreamStore, TicketStore } from '../store'
import { openStreamCollections, type StreamCollections, type StreamDocument } from './collections'
import { mongoStreamLog } from './log'

const LOST_MAX = 5

/** Holder documents without a renewal for this long are removed. */
const HOLDER_KEPT_MS = 86_400_000

/** Disposing of it gives the logs that this process holds to others. */
export async function mongoStreamStore(db: Db, now: () => number, limits: OwnerLimits): Promise<StreamStore & AsyncDisposable> {
  const collections = await openStreamCollections(db)
  const { streams, parts, tickets, holders } = collections
  const { removed, closeLost, release, ...log } = mongoStreamLog(collections, now, limits)
  return {
    ...log,

    ...ticketStore(tickets, now, limits),

    closeLost: () =>
      translateErrors(async () => {
        await closeLost()
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
        const gone = await streams.find({ owner, sessionId }).toArray()
        for (const { _id, key } of gone) {
          await parts.deleteMany({ stream: key })
          await streams.deleteOne({ _id, key })
        }
        await removed(owner, gone)
        for (const { key } of gone) await parts.deleteMany({ stream: key }) // one that was written in between
      }),

    eraseStreams: (owner) =>
      translateErrors(async () => {
        await tickets.deleteMany({ owner })
        const gone = await streams.find({ owner }, { projection: { holder: 1 } }).toArray()
        await parts.deleteMany({ owner })
        const { deletedCount } = await streams.deleteMany({ owner })
        await removed(owner, gone)
        await parts.deleteMany({ owner }) // one that was written in between
        return deletedCount
      }),

    sweepStreams: () =>
      translateErrors(async () => {
        const expired = { expiresAtMs: { $lte: now() } }
        await tickets.deleteMany(expired)
        await parts.deleteMany(expired)
        await holders.deleteMany({ leaseUntilMs: { $lte: now() - HOLDER_KEPT_MS } })
        return (await streams.deleteMany(expired)).deletedCount
      }),

    [Symbol.asyncDispose]: release,
  }
}

const ticketStore = (tickets: StreamCollections['tickets'], now: () => number, limits: OwnerLimits): TicketStore => ({
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
})

async function toLost({ parts }: StreamCollections, stream: StreamDocument): Promise<LostStream> {
  const { owner, key, sessionId, messageId, count } = stream
  const stored = await parts.find({ stream: key }).sort({ first: 1 }).toArray()
  const events = stored.flatMap((part) => eventsOf([part], 0, count))
  return { owner, key, sessionId, messageId, ...contentOf(events) }
}
