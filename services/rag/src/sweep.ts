import type { Log } from '@collabry/runtime/log'
import type { DeadVersions, Graveyard } from './documents/graveyard'
import { type EraseDeps, resumeErasures } from './erase/erase-user'
import { createBell } from './ingest/bell'

/** How often it looks without being woken, for versions whose worker has just let go of them. */
const EVERY_MS = 5_000
const OLD_EVERY_MS = 600_000
/** An upload writes its blob first and names it then: what nothing names after this long is left over from a broken one. */
const ORPHAN_AGE_MS = 3_600_000
const BATCH = 64

export interface SweepDeps extends EraseDeps {
  graveyard: Graveyard
  /** How long an upload that has ended can be asked for; 0: always. */
  keepTasksMs: number
  log: Log
}

export interface Sweeper extends AsyncDisposable {
  /** Something has died. */
  wake(): void
}

/** Removes in the background what the catalogue has let go of. */
export function startSweeper(deps: SweepDeps): Sweeper {
  const stop = new AbortController()
  const bell = createBell()
  const loop = (async () => {
    let oldAtMs = 0
    while (!stop.signal.aborted) {
      try {
        await sweepDead(deps, stop.signal)
        await sweepFailed(deps, stop.signal)
        await resumeErasures(deps, stop.signal)
        if (performance.now() >= oldAtMs) {
          await sweepOrphans(deps, Date.now() - ORPHAN_AGE_MS, stop.signal)
          await sweepTasks(deps, stop.signal)
          oldAtMs = performance.now() + OLD_EVERY_MS
        }
      } catch (err) {
        deps.log.error({ err }, 'sweep failed')
      }
      await bell.wait(EVERY_MS, stop.signal)
    }
  })()
  return {
    wake: bell.ring,
    [Symbol.asyncDispose]: async () => {
      stop.abort()
      await loop
    },
  }
}

async function sweepDead({ graveyard, vectors, blobs }: SweepDeps, signal: AbortSignal): Promise<void> {
  let found: DeadVersions[]
  do {
    found = await graveyard.dead(BATCH)
    for (const dead of found) {
      if (signal.aborted) return
      await vectors.remove(dead.storeOwner, dead.documentId, dead.below)
      for (const blobId of dead.blobIds) await blobs.remove(blobId)
      await graveyard.buried(dead)
    }
  } while (found.length === BATCH)
}

/** Bytes of failed uploads that nobody has tried again in time. */
async function sweepFailed({ graveyard, blobs }: SweepDeps, signal: AbortSignal): Promise<void> {
  let found: string[]
  do {
    found = await graveyard.expired(BATCH)
    for (const blobId of found) await blobs.remove(blobId)
  } while (found.length > 0 && !signal.aborted)
}

/** Exported for the tests, as the next. */
export async function sweepTasks({ graveyard, keepTasksMs }: SweepDeps, signal: AbortSignal): Promise<void> {
  if (keepTasksMs === 0) return
  while ((await graveyard.forgetTasks(keepTasksMs, BATCH)) && !signal.aborted);
}

/** Exported for the tests, which can't wait an hour. */
export async function sweepOrphans({ graveyard, blobs }: SweepDeps, writtenBeforeMs: number, signal: AbortSignal): Promise<void> {
  let batch: string[] = []
  const removeUnneeded = async () => {
    const needed = await graveyard.needed(batch)
    for (const blobId of batch) if (!needed.has(blobId)) await blobs.remove(blobId)
    batch = []
  }
  for await (const blobId of blobs.writtenBefore(writtenBeforeMs)) {
    if (signal.aborted) return
    if (batch.push(blobId) === BATCH) await removeUnneeded()
  }
  await removeUnneeded()
}
