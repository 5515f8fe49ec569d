import { sleep } from '@collabry/runtime/abort'
import { AppError } from '@collabry/runtime/errors'
import { ownerKey } from '@collabry/storage/owner-key'
import { type Blobs, beingErased, type Erasures } from '../documents/store'
import type { VectorStore } from '../vectors/store'

export interface EraseDeps {
  erasures: Erasures
  blobs: Blobs
  vectors: VectorStore
}

/** Counts of the erased data, by store. */
interface Erased {
  documents: number
  tasks: number
  blobs: number
  chunks: number
}

const BATCH = 64
/** A worker notices the loss of its task with its next report, at the latest with the next renewal of its lease. */
const WORKERS_MS_MAX = 15_000
const LOOK_AGAIN_MS = 50

/** Erases all data of the user. It continues an interrupted run, and does nothing when the erasure is done. */
export async function eraseUser(userId: string, epoch: number, deps: EraseDeps, signal: AbortSignal): Promise<Erased> {
  const { erasures, blobs, vectors } = deps
  const erased: Erased = { documents: 0, tasks: 0, blobs: 0, chunks: 0 }
  const begun = await erasures.begin(userId, epoch)
  if (begun === 'held') throw beingErased()
  if (begun === 'done') return erased

  await workersGone(userId, erasures, signal)
  for (;;) {
    const { documents } = await erasures.left(userId, BATCH)
    if (documents.length === 0) break
    for (const { documentId, blobIds, tasks } of documents) {
      signal.throwIfAborted()
      erased.chunks += await vectors.remove('public', documentId, Number.POSITIVE_INFINITY)
      for (const blobId of blobIds) await blobs.remove(blobId)
      erased.blobs += blobIds.length
      erased.tasks += tasks
    }
    await erasures.forget(
      userId,
      documents.map(({ documentId }) => documentId),
    )
    erased.documents += documents.length
  }
  const owner = ownerKey(userId)
  erased.chunks += (await vectors.count(owner)).chunks
  await vectors.erase(owner)
  // Always, because the sweep or an earlier run may have removed published chunks without purging them.
  await vectors.purge('public')
  await erasures.end(userId)
  return erased
}

/** Continues the erasures that a process or an unavailable store interrupted. */
export async function resumeErasures(deps: EraseDeps, signal: AbortSignal): Promise<void> {
  for (const { userId, epoch } of await deps.erasures.unfinished()) await eraseUser(userId, epoch, deps, signal)
}

/** A write after the stores were cleared would stay. */
async function workersGone(userId: string, erasures: Erasures, signal: AbortSignal): Promise<void> {
  const endMs = performance.now() + WORKERS_MS_MAX
  while ((await erasures.left(userId, BATCH)).isWorkedOn) {
    if (performance.now() > endMs)
      throw new AppError('unavailable', 'A document of this user is still being ingested; the erasure continues by itself.', {
        retryAfterMs: 5_000,
      })
    await sleep(LOOK_AGAIN_MS, signal)
  }
}
