import { AppError } from '@collabry/runtime/errors'
import { identityOf } from '@collabry/runtime/grpc/auth'
import type { RagConfig } from '../../config'
import type { Tasks } from '../../documents/tasks'
import { embedAgain, type IngestDeps } from '../../ingest/ingest'
import { holdLease } from '../../ingest/lease'
import { connectLlm, llmEmbedder } from '../../llm-client'
import { threadReader } from '../../parse/thread-reader'
import { openDocuments, openVectors } from '../../service'

const LEASE_MS = 30_000

/** Fills the index of the model that the llm service at `LLM_ADDRESS` has, on the stores of the running services. */
export async function runMigration(config: RagConfig, say: (line: string) => void, signal: AbortSignal): Promise<boolean> {
  await using started = new AsyncDisposableStack()
  const documents = started.use(await openDocuments(config))
  const vectors = started.use(await openVectors(config))
  const reader = started.use(threadReader())
  const { llm, close } = connectLlm(config.llmAddress, identityOf('rag', config))
  started.defer(close)
  const embedder = llmEmbedder(llm)
  const model = await embedder.model('rag', signal)
  if (model === undefined) throw new AppError('unavailable', 'LLM_ADDRESS: this llm service has no embedding model.')
  const progress = (done: number, failed: number) => {
    if ((done + failed) % 100 === 0) say(`${done} documents done`)
  }
  const { done, failed } = await migrateVectors(model, { ...documents, reader, embedder, vectors, progress }, LEASE_MS, signal)
  say(`${done} documents have vectors of ${model}; ${failed} could not be given any.`)
  if (failed === 0) say(`Set EMBEDDING_MODEL=${model} for the llm service now: searches go over to the new index at once.`)
  return failed === 0
}

/** A version that has its vectors is skipped for this long; a later look finds them and does nothing. */
const DONE_MS = 3_600_000
/** The next run tries a failed version again. */
const FAILED_MS = 60_000

interface MigrateDeps extends IngestDeps {
  tasks: Tasks
  /** Called after each version. */
  progress(done: number, failed: number): void
}

/**
 * Gives every searchable version vectors of the new model beside those it has. The catalogue keeps the name of the old model,
 * so that the running services neither search by the new one nor embed again.
 */
async function migrateVectors(model: string, deps: MigrateDeps, leaseMs: number, signal: AbortSignal) {
  let done = 0
  let failed = 0
  for (;;) {
    signal.throwIfAborted()
    const job = await deps.tasks.claimUnembedded(model, leaseMs)
    if (job === undefined) return { done, failed }
    using lease = holdLease(job, deps.tasks, leaseMs, signal)
    const { kind } = await embedAgain(job, model, deps, lease, lease.signal).catch(() => ({ kind: 'failed' }))
    const embedded = kind === 'embedded'
    if (embedded) done += 1
    else failed += 1
    await deps.tasks.finish(job, { kind: 'released', statusDetail: '', retryInMs: embedded ? DONE_MS : FAILED_MS })
    deps.progress(done, failed)
  }
}
