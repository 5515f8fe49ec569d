import type { Log } from '@collabry/runtime/log'
import { periodic } from '@collabry/runtime/periodic'
import type { Blobs, Garbage, Tombstone } from '../documents/store'
import type { VectorStore } from '../vectors/store'

/** Interval of the sweep without a trigger, for versions whose lease has just ended. */
const EVERY_MS = 5_000
const OLD_EVERY_MS = 600_000
/**
 * An upload writes its blob before the task that names it. A blob without a task after this long is left over from a broken
 * upload.
 */
const ORPHAN_AGE_MS = 3_600_000
const BATCH = 64

interface SweepDeps {
  blobs: Blobs
  vectors: VectorStore
  /** Continues the erasures that a process left unfinished. */
  resumeErasures(signal: AbortSignal): Promise<void>
  garbage: Garbage
  /** How long an upload that has ended can be asked for; 0: always. */
  keepTasksMs: number
  log: Log
}

interface Sweeper extends AsyncDisposable {
  /** Starts a sweep: there is new garbage. */
  wake(): void
}

/** Removes in the background what the catalogue no longer needs. */
export function startSweeper(deps: SweepDeps): Sweeper {
  let oldAtMs = 0
  const work = async (signal: AbortSignal) => {
    await sweepTombstones(deps, signal)
    await sweepFailed(deps, signal)
    await deps.resumeErasures(signal)
    if (performance.now() < oldAtMs) return
    await sweepOrphans(deps, Date.now() - ORPHAN_AGE_MS, signal)
    await sweepTasks(deps, signal)
    oldAtMs = performance.now() + OLD_EVERY_MS
  }
  const sweep = periodic({ name: 'sweep', everyMs: EVERY_MS, firstMs: 0, work, log: deps.log })
  return { wake: sweep.trigger, [Symbol.asyncDispose]: () => sweep[Symbol.asyncDispose]() }
}

async function sweepTombstones({ garbage, vectors, blobs }: SweepDeps, signal: AbortSignal): Promise<void> {
  let found: Tombstone[]
  do {
    found = await garbage.tombstones(BATCH)
    for (const tombstone of found) {
      if (signal.aborted) return
      await vectors.remove(tombstone.storeOwner, tombstone.documentId, tombstone.below)
      for (const blobId of tombstone.blobIds) await blobs.remove(blobId)
      await garbage.swept(tombstone)
    }
  } while (found.length === BATCH)
}

/** Removes the bytes of failed uploads that were not tried again in time. */
async function sweepFailed({ garbage, blobs }: SweepDeps, signal: AbortSignal): Promise<void> {
  let found: string[]
  do {
    found = await garbage.expired(BATCH)
    for (const blobId of found) await blobs.remove(blobId)
  } while (found.length > 0 && !signal.aborted)
}

/** Exported for the tests, as the next. */
export async function sweepTasks({ garbage, keepTasksMs }: SweepDeps, signal: AbortSignal): Promise<void> {
  if (keepTasksMs === 0) return
  while ((await garbage.forgetTasks(keepTasksMs, BATCH)) && !signal.aborted);
}

/** Exported for the tests, which can't wait an hour. */
export async function sweepOrphans({ garbage, blobs }: SweepDeps, writtenBeforeMs: number, signal: AbortSignal): Promise<void> {
  let batch: string[] = []
  const removeUnneeded = async () => {
    const needed = await garbage.needed(batch)
    for (const blobId of batch) if (!needed.has(blobId)) await blobs.remove(blobId)
    batch = []
  }
  for await (const blobId of blobs.writtenBefore(writtenBeforeMs)) {
    if (signal.aborted) return
    if (batch.push(blobId) === BATCH) await removeUnneeded()
  }
  await removeUnneeded()
}
