import type { OwnerKey } from '@collabry/storage/owner-key'
import type { Binary, Collection, Db } from 'mongodb'
import type { StoredDocument } from './stored-document'

interface BlobHead {
  _id: string
  /** The writing that counts: a blob that is written again is swapped as a whole. */
  writing: string
  pieces: number
}

interface BlobPiece {
  _id: string
  blobId: string
  writing: string
  n: number
  bytes: Binary
  writtenAtMs: number
}

interface Erasure {
  _id: OwnerKey
  /** Empty once it is done. */
  userId: string
  epoch: number
  /** Versions of documents begin above it. */
  versionBase: number
  isPending: boolean
  heldUntilMs: number
}

export interface Collections {
  documents: Collection<StoredDocument>
  /** When the tasks of an owner last were served. */
  userQueue: Collection<{ _id: OwnerKey; servedAtMs: number }>
  erasures: Collection<Erasure>
  blobs: Collection<BlobHead>
  pieces: Collection<BlobPiece>
  /** One document, for the store's clock is read by looking at something. */
  clock: Collection<{ _id: string }>
}

/** The names begin with the service's: the database may hold other stores too. */
export async function openCollections(db: Db): Promise<Collections> {
  const collections: Collections = {
    documents: db.collection('rag_documents'),
    userQueue: db.collection('rag_user_queue'),
    erasures: db.collection('rag_erasures'),
    blobs: db.collection('rag_blobs'),
    pieces: db.collection('rag_blob_pieces'),
    clock: db.collection('rag_clock'),
  }
  await collections.documents.createIndexes([
    { key: { userId: 1, deleted: 1, createdAtMs: -1, _id: -1 } },
    { key: { userId: 1, deleted: 1, notebookId: 1, createdAtMs: -1, _id: -1 } },
    { key: { waiting: 1, freeAtMs: 1, owner: 1, waitingSinceMs: 1 } },
    { key: { owner: 1, waiting: 1, waitingSinceMs: 1 } },
    { key: { 'tasks.taskId': 1 } },
    { key: { isPublic: 1, deleted: 1 } },
    { key: { hiddenFrom: 1 } },
    { key: { sweepable: 1 } },
    { key: { embeddedBy: 1, embedFreeAtMs: 1 } },
    { key: { expiresAtMs: 1 } },
    { key: { overSinceMs: 1 } },
    { key: { blobIds: 1 } },
  ])
  await collections.erasures.createIndexes([{ key: { isPending: 1 } }])
  await collections.pieces.createIndexes([{ key: { blobId: 1, writing: 1, n: 1 } }, { key: { n: 1, writtenAtMs: 1 } }])
  await collections.clock.updateOne({ _id: CLOCK }, { $setOnInsert: { _id: CLOCK } }, { upsert: true })
  return collections
}

const CLOCK = 'now'

/** The time by the clock of the store: leases are compared with this clock alone, whichever process holds them. */
export async function storeClock({ clock }: Pick<Collections, 'clock'>): Promise<number> {
  const [seen] = await clock.aggregate<{ now: Date }>([{ $match: { _id: CLOCK } }, { $project: { now: '$$NOW' } }]).toArray()
  if (seen === undefined) throw new Error('the document that the clock is read by is gone')
  return seen.now.getTime()
}
