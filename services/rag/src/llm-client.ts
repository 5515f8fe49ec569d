import { LlmService } from '@collabry/proto'
import type { GenerateRequestInit } from '@collabry/proto/gen/collabry/llm/v1/GenerateRequest'
import { AppError } from '@collabry/runtime/errors'
import type { Identity } from '@collabry/runtime/grpc/auth'
import { type ConnectOptions, connectTo, createStub, type Stub } from '@collabry/runtime/grpc/stubs'
import { newRequestId } from '@collabry/runtime/request-id'
import { callSize, type Embedder, type ModelEmbedding } from './ingest/embedder'
import { orderOf, type Reranker, rerankerPrompt } from './search/rerank'

type LlmStub = Stub<typeof LlmService>

/** The deadline of an embedding is longer for documents, see EMBED_MS_MAX. All of them may be called twice. */
const POLICIES = {
  generate: { deadlineMs: 10_000, idempotent: true },
  embed: { deadlineMs: 10_000, idempotent: true },
  getStatus: { deadlineMs: 2_500, idempotent: true },
}
const EMBED_MS_MAX = { query: 10_000, document: 300_000 }
/** How long the answer about the model is believed: ingestion asks for each document. */
const STATUS_AGE_MS_MAX = 1_000

export function connectLlm(address: string, identity: Identity, options: ConnectOptions = {}) {
  const { connection, ways, close } = connectTo(LlmService, address, identity, options)
  return { llm: createStub(LlmService, connection, POLICIES, ways), close }
}

/** The embedding half of the llm service. */
export function llmEmbedder(llm: Pick<LlmStub, 'embed' | 'getStatus'>): Embedder {
  let known: { model: string | undefined; untilMs: number } | undefined

  async function status(userId: string, signal: AbortSignal) {
    if (known && performance.now() < known.untilMs) return known
    const { embeddingModel } = await llm.getStatus({ userId }, { signal, requestId: newRequestId() })
    known = { model: embeddingModel || undefined, untilMs: performance.now() + STATUS_AGE_MS_MAX }
    return known
  }

  const size = callSize()

  async function embed(userId: string, texts: string[], purpose: 'query' | 'document', signal: AbortSignal) {
    const request = { userId, texts, purpose: purpose === 'query' ? 'EMBED_PURPOSE_QUERY' : 'EMBED_PURPOSE_DOCUMENT' } as const
    const call = { signal, requestId: newRequestId(), deadlineMs: EMBED_MS_MAX[purpose] }
    const found: ModelEmbedding[] = []
    for await (const { model, dimension, vectors, similarityFloor } of llm.embed(request, call)) {
      for (const bytes of vectors) found.push({ model, vector: toVector(bytes, dimension), similarityFloor })
    }
    if (found.length === texts.length) return found
    throw new AppError('upstream_error', 'The embedding model gave another number of vectors than texts.')
  }

  return {
    model: async (userId, signal) => (await status(userId, signal)).model,
    embed: (userId, texts, purpose, signal) => {
      const call = () => embed(userId, texts, purpose, signal)
      return purpose === 'query' ? call() : size.measured(texts.length, call)
    },
    textsAtOnce: size.texts,
  }
}

/** Float32 little-endian; the bytes of a message begin anywhere in a shared buffer, so they are copied to one of their own. */
function toVector(bytes: Uint8Array, dimension: number): Float32Array {
  if (dimension === 0 || bytes.byteLength !== 4 * dimension) {
    throw new AppError('upstream_error', 'The embedding model gave a vector of another length than it said.')
  }
  return new Float32Array(new Uint8Array(bytes).buffer)
}

/** The chat model of the llm service as the reranker of passages. */
export const llmReranker =
  (llm: Pick<LlmStub, 'generate'>): Reranker =>
  async (userId, question, texts, signal) => {
    const { system, user, schema, tokensMax } = rerankerPrompt(question, texts)
    const request: GenerateRequestInit = {
      userId,
      messages: [
        { role: 'ROLE_SYSTEM', content: system },
        { role: 'ROLE_USER', content: user },
      ],
      jsonSchema: JSON.stringify(schema),
      maxTokens: tokensMax,
      temperature: 0,
      purpose: 'GENERATE_PURPOSE_ANSWER',
    }
    let answer = ''
    const call = { signal, requestId: newRequestId() }
    for await (const { deltas } of llm.generate(request, call)) {
      answer += deltas?.texts.join('') ?? ''
    }
    return orderOf(answer)
  }
