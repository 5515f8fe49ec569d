import { type OwnerKey, ownerKey } from '@collabry/storage/owner-key'
import { below, type DocumentState, freeAt, isHidden, isKept, isOver } from '../document-state'

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

export const toStored = ({ documentId, ...document }: DocumentState, revision: number): StoredDocument => ({
  ...document,
  ...derive(document),
  _id: documentId,
  revision,
})

function derive({ userId, tasks }: Omit<DocumentState, 'documentId'>): Derived {
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
