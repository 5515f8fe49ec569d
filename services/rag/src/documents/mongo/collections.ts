import { AppError } from '@collabry/runtime/errors'
import { isDuplicate } from '@collabry/storage/mongo-client'
import { type OwnerKey, ownerKey } from '@collabry/storage/owner-key'
import type { Binary, Collection, Db } from 'mongodb'
import { below, type DocumentState, freeAt, isHidden, isKept, isOver } from '../document-state'
import { documentIdOf, nameTaken } from '../store'
import { type Step, trimEnded } from '../transitions'

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
    { key: { nameKey: 1 }, unique: true, sparse: true },
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

/** Fields for queries, derived from the other fields with every write. */
interface Derived {
  owner: OwnerKey
  waiting: boolean
  /** The first of its waiting tasks can be claimed from then on. */
  freeAtMs: number
  waitingSinceMs: number
  /** Owners whose searches could find chunks of a version that must stay hidden. */
  hiddenFrom: OwnerKey[]
  sweepable: boolean
  /** Model of the searchable version; null: there is nothing to embed. */
  embeddedBy: string | null
  embedFreeAtMs: number
  /** The time from which the bytes of a failed upload can be released; null: there are none. */
  expiresAtMs: number | null
  /** When the first of the uploads ended that nothing needs any more. */
  overSinceMs: number
  /** No two documents have the same one: of a deleted document it is its own. */
  nameKey: string
  /** Blobs that a worker or a reader may still read. */
  blobIds: string[]
}

export interface StoredDocument extends Omit<DocumentState, 'documentId'>, Derived {
  _id: string
  /** Grows with every write, so that one that rests on an older reading is not applied. */
  revision: number
}

export const fromStored = <Stored extends Pick<StoredDocument, '_id'>>({ _id, ...document }: Stored) => ({
  documentId: _id,
  ...document,
})

const toStored = ({ documentId, ...document }: DocumentState, revision: number): StoredDocument => ({
  ...document,
  ...derive(document),
  nameKey: nameKeyOf({ documentId, ...document }),
  _id: documentId,
  revision,
})

export const nameKeyOf = ({
  documentId,
  userId,
  notebookId,
  filename,
  deleted,
}: Pick<DocumentState, 'documentId' | 'userId' | 'notebookId' | 'filename' | 'deleted'>) =>
  deleted ? `deleted ${documentId}` : documentIdOf(userId, notebookId, filename)

function derive({ userId, tasks }: Omit<DocumentState, 'documentId'>): Omit<Derived, 'nameKey'> {
  const processing = tasks.filter(({ status }) => status === 'processing')
  const current = tasks.find(({ life, chunksTotal }) => life === 'current' && chunksTotal > 0)
  const kept = tasks.filter(isKept).map(({ keptUntilMs }) => keptUntilMs)
  return {
    owner: ownerKey(userId),
    waiting: processing.length > 0,
    freeAtMs: Math.min(Number.MAX_SAFE_INTEGER, ...processing.map(freeAt)),
    waitingSinceMs: Math.min(Number.MAX_SAFE_INTEGER, ...processing.map(({ startedAtMs }) => startedAtMs)),
    hiddenFrom: [...new Set(tasks.filter(isHidden).map(({ storeOwner }) => storeOwner))],
    sweepable: tasks.some((task) => task.life === 'deleted' && task.version < below(tasks, task.storeOwner, 0)),
    embeddedBy: current?.embeddingModel ?? null,
    embedFreeAtMs: current === undefined ? 0 : freeAt(current),
    expiresAtMs: kept.length > 0 ? Math.min(...kept) : null,
    overSinceMs: Math.min(Number.MAX_SAFE_INTEGER, ...tasks.filter(isOver).map(({ completedAtMs }) => completedAtMs)),
    blobIds: tasks.flatMap(({ blobId, textId }) => [blobId, textId]).filter(Boolean),
  }
}

/** The number of tries of a change that meets other changes of the same document. */
const TRIES_MAX = 200

export type Change = <Result>(documentId: string, step: Step<Result>, fresh?: () => DocumentState) => Promise<Result | undefined>

/** One step of one document, or nothing at all: written only over the state that it was made from. */
export const changer =
  (collections: Collections): Change =>
  async (documentId, step, fresh) => {
    for (let tries = 0; tries < TRIES_MAX; tries += 1) {
      const found = await collections.documents.findOne({ _id: documentId })
      const state = found ? fromStored(found) : fresh?.()
      if (state === undefined) return undefined
      const result = step(state, await storeClock(collections))
      if (result === undefined) return undefined
      if (await write(collections, state, found?.revision)) return result
      await Bun.sleep(Math.random() * Math.min(50, 2 * tries))
    }
    throw new AppError('overloaded', 'Too much happens to this document at the same time; try again later.', {
      retryAfterMs: 1_000,
    })
  }

/** False: someone else was faster. */
async function write({ documents }: Collections, state: DocumentState, revision: number | undefined): Promise<boolean> {
  const next = toStored({ ...state, tasks: trimEnded(state.tasks) }, (revision ?? 0) + 1)
  try {
    if (revision !== undefined) return (await documents.replaceOne({ _id: next._id, revision }, next)).matchedCount === 1
    await documents.insertOne(next)
    return true
  } catch (error) {
    if (!isDuplicate(error)) throw error
    const hasName = await documents.findOne({ nameKey: next.nameKey, _id: { $ne: next._id } }, { projection: { _id: 1 } })
    if (hasName) throw nameTaken()
    return false
  }
}
