import type { LlmService } from '@collabry/proto'
import type { EmbedResponse } from '@collabry/proto/gen/collabry/llm/v1/EmbedResponse'
import type { GetStatusResponse } from '@collabry/proto/gen/collabry/llm/v1/GetStatusResponse'
import { AppError } from '@collabry/runtime/errors'
import { callUnary, readStream } from '@collabry/runtime/grpc/client'
import { newRequestId } from '@collabry/runtime/request-id'
import type { Embedder } from '../ingest/embedder'
import type { Embedding } from '../vectors/store'

const STATUS_MS_MAX = 2_500
const EMBED_MS_MAX = { query: 10_000, document: 300_000 }
/** How long the answer about the model is believed: ingestion asks for each document. */
const STATUS_AGE_MS_MAX = 1_000

/** The embedding half of the llm service. */
export function llmEmbedder(stub: InstanceType<typeof LlmService>): Embedder {
  let known: { model: string | undefined; untilMs: number } | undefined

  return {
    async model(userId, signal) {
      if (known && performance.now() < known.untilMs) return known.model
      const limits = { signal, requestId: newRequestId(), deadlineMs: STATUS_MS_MAX }
      const status = await callUnary<GetStatusResponse>(
        (metadata, options, done) => stub.getStatus({ userId }, metadata, options, done),
        limits,
      )
      known = { model: status.embeddingModel || undefined, untilMs: performance.now() + STATUS_AGE_MS_MAX }
      return known.model
    },

    async embed(userId, texts, purpose, signal) {
      const request = { userId, texts, purpose: purpose === 'query' ? 'EMBED_PURPOSE_QUERY' : 'EMBED_PURPOSE_DOCUMENT' } as const
      const limits = { signal, requestId: newRequestId(), deadlineMs: EMBED_MS_MAX[purpose] }
      const found: Embedding[] = []
      for await (const { model, dimension, vectors } of readStream<EmbedResponse>(
        (metadata, options) => stub.embed(request, metadata, options),
        limits,
      )) {
        for (const bytes of vectors) found.push({ model, vector: toVector(bytes, dimension) })
      }
      if (found.length === texts.length) return found
      throw new AppError('upstream_error', 'The embedding model gave another number of vectors than texts.')
    },
  }
}

/** Float32 little-endian; the bytes of a message begin anywhere in a shared buffer, so they are copied to one of their own. */
function toVector(bytes: Uint8Array, dimension: number): Float32Array {
  if (dimension === 0 || bytes.byteLength !== 4 * dimension) {
    throw new AppError('upstream_error', 'The embedding model gave a vector of another length than it said.')
  }
  return new Float32Array(new Uint8Array(bytes).buffer)
}
