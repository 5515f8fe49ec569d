import { AppError } from '@collabry/runtime/errors'
import { identityOf } from '@collabry/runtime/grpc/auth'
import { connectLlm, llmEmbedder } from '../clients/llm'
import type { RagConfig } from '../config'
import { threadReader } from '../parse/thread-reader'
import { openDocuments, openVectors } from '../service'
import { migrateVectors } from './migrate'

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
