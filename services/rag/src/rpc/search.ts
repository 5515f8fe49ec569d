import type { SearchRequest as Message } from '@collabry/proto/gen/collabry/rag/v1/SearchRequest'
import type { SearchResponseInit } from '@collabry/proto/gen/collabry/rag/v1/SearchResponse'
import { AppError } from '@collabry/runtime/errors'
import { unary } from '@collabry/runtime/grpc/server'
import { fieldError } from '@collabry/runtime/validation'
import { metadataFilter } from '../documents/metadata-filter'
import type { Catalogue } from '../documents/store'
import type { Embedder } from '../ingest/embedder'
import { followsUp } from '../lexical/tokenizer'
import type { RagMetrics } from '../metrics'
import { type Reranker, rerankedSearch } from '../search/rerank'
import type { SearchMode, SearchRequest } from '../search/search'
import type { VectorStore } from '../vectors/store'

const TOP_K_DEFAULT = 10
const TOP_K_MAX = 50
const QUERY_LENGTH_MAX = 32_000
/** Documents that one request names. */
export const SOURCES_MAX = 100
/** No id is like this one. */
const NO_DOCUMENT = 'none'

const modes = {
  SEARCH_MODE_UNSPECIFIED: 'hybrid',
  SEARCH_MODE_HYBRID: 'hybrid',
  SEARCH_MODE_DENSE: 'dense',
  SEARCH_MODE_LEXICAL: 'lexical',
} as const satisfies Record<Message['mode'], SearchMode>

const modeMessages = {
  hybrid: 'SEARCH_MODE_HYBRID',
  dense: 'SEARCH_MODE_DENSE',
  lexical: 'SEARCH_MODE_LEXICAL',
} as const satisfies Record<SearchMode, Message['mode']>

/** How the passages of a search are put in order. */
export interface Ranking {
  reranker: Reranker
  passagesMax: number
  diversity: number
}

interface SearchRpcDeps {
  catalogue: Catalogue
  vectors: VectorStore
  embedder: Embedder
  metrics: RagMetrics
  ranking: Ranking
}

export const searchHandler = ({ catalogue, vectors, embedder, metrics, ranking }: SearchRpcDeps) =>
  unary(async (message: Message, { signal }): Promise<SearchResponseInit> => {
    const request = await filtered(await placed(fromMessage(message), catalogue), message.filterJson, catalogue)
    const begunMs = performance.now()
    const embedQuery = await queryEmbedder(embedder, request.userId, signal)
    const found = await rerankedSearch(request, { vectors, catalogue, embedQuery, ...ranking }, signal)
    metrics.searchSeconds.observe({ mode: found.mode }, (performance.now() - begunMs) / 1_000)
    return { ...found, mode: modeMessages[found.mode], followsUp: followsUp(message.query) }
  })

/** Only the documents that are in the notebook now: a vector store knows where they were when they were indexed. */
async function placed(request: SearchRequest, catalogue: Catalogue): Promise<SearchRequest> {
  const { userId, notebookId } = request
  return notebookId === '' ? request : limitTo(request, await catalogue.inNotebook(userId, notebookId))
}

/** Only the documents whose metadata fit, of those that were named. */
async function filtered(request: SearchRequest, filterJson: string, catalogue: Catalogue): Promise<SearchRequest> {
  if (filterJson === '') return request
  return limitTo(request, await catalogue.fitting(request.userId, metadataFilter(filterJson)))
}

function limitTo(request: SearchRequest, documentIds: string[]): SearchRequest {
  const named = new Set(request.sourceIds)
  const sourceIds = named.size > 0 ? documentIds.filter((documentId) => named.has(documentId)) : documentIds
  return { ...request, sourceIds: sourceIds.length > 0 ? sourceIds : [NO_DOCUMENT] }
}

/** Undefined: there is no model. If the llm service can't tell, the model counts as unavailable. */
async function queryEmbedder(embedder: Embedder, userId: string, signal: AbortSignal) {
  const model = await embedder.model(userId, signal).catch(() => 'unavailable')
  if (model === undefined) return undefined
  return async (text: string, cancelled: AbortSignal) => {
    const [embedding] = await embedder.embed(userId, [text], 'query', cancelled)
    if (!embedding) throw new AppError('upstream_error', 'The embedding model gave no vector.')
    return embedding
  }
}

function fromMessage({ userId, query, topK, mode, sourceIds, notebookId }: Message): SearchRequest {
  if (query.length < 1 || query.length > QUERY_LENGTH_MAX) throw fieldError('query', 'give 1 to 32,000 characters')
  if (topK > TOP_K_MAX) throw fieldError('top_k', 'give 1 to 50')
  if (sourceIds.length > SOURCES_MAX) throw fieldError('source_ids', 'give at most 100')
  return { userId, query, topK: topK || TOP_K_DEFAULT, mode: modes[mode], sourceIds, notebookId }
}
