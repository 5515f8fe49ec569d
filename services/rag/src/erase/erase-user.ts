import { setTimeout as sleep } from 'node:timers/promises'
import { AppError } from '@collabry/runtime/errors'
import { ownerKey } from '@collabry/storage/owner-key'
import { type Blobs, beingErased, type Erasures } from '../documents/store'
import type { VectorStore } from '../vectors/store'

export interface EraseDeps {
  erasures: Erasures
  blobs: Blobs
  vectors: VectorStore
}

/** What was erased, by store. */
export interface Erased {
  documents: number
  tasks: number
  blobs: number
  chunks: number
}

const BATCH = 64
/** A worker learns that it has lost its task when it next reports, at the latest with the next renewal of its lease. */
const WORKERS_MS_MAX = 15_000
const LOOK_AGAIN_MS = 50

/** Erases everything of the user; goes on where an earlier run was cut short. Done already: nothing. */
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
  // Always: what was published may have been removed by the sweep, or by an earlier run.
  await vectors.purge('public')
  await erasures.end(userId)
  return erased
}

/** Goes on with what a process that died, or a store that was away, has left. */
export async function resumeErasures(deps: EraseDeps, signal: AbortSignal): Promise<void> {
  for (const { userId, epoch } of await deps.erasures.unfinished()) await eraseUser(userId, epoch, deps, signal)
}

/** What is written after the stores were cleared would stay. */
async function workersGone(userId: string, erasures: Erasures, signal: AbortSignal): Promise<void> {
  const endMs = performance.now() + WORKERS_MS_MAX
  while ((await erasures.left(userId, BATCH)).isWorkedOn) {
    if (performance.now() > endMs)
      throw new AppError('unavailable', 'A document of this user is still being worked on; the erasure goes on by itself.', {
        retryAfterMs: 5_000,
      })
    await sleep(LOOK_AGAIN_MS, undefined, { signal })
  }
}
