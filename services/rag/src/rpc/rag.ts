import type { ChangeDocumentRequest } from '@collabry/proto/gen/collabry/rag/v1/ChangeDocumentRequest'
import type { ChangeDocumentResponseInit } from '@collabry/proto/gen/collabry/rag/v1/ChangeDocumentResponse'
import type { CheckSourcesRequest } from '@collabry/proto/gen/collabry/rag/v1/CheckSourcesRequest'
import type { CheckSourcesResponseInit } from '@collabry/proto/gen/collabry/rag/v1/CheckSourcesResponse'
import type { DeleteDocumentRequest } from '@collabry/proto/gen/collabry/rag/v1/DeleteDocumentRequest'
import type { DeleteDocumentResponseInit } from '@collabry/proto/gen/collabry/rag/v1/DeleteDocumentResponse'
import type { EraseUserRequest } from '@collabry/proto/gen/collabry/rag/v1/EraseUserRequest'
import type { EraseUserResponseInit } from '@collabry/proto/gen/collabry/rag/v1/EraseUserResponse'
import type { ExportUserRequest } from '@collabry/proto/gen/collabry/rag/v1/ExportUserRequest'
import type { ExportUserResponseInit } from '@collabry/proto/gen/collabry/rag/v1/ExportUserResponse'
import type { GetDocumentRequest } from '@collabry/proto/gen/collabry/rag/v1/GetDocumentRequest'
import type { GetDocumentResponseInit } from '@collabry/proto/gen/collabry/rag/v1/GetDocumentResponse'
import type { GetStatusRequest } from '@collabry/proto/gen/collabry/rag/v1/GetStatusRequest'
import type { GetStatusResponseInit } from '@collabry/proto/gen/collabry/rag/v1/GetStatusResponse'
import type { ListDocumentsRequest } from '@collabry/proto/gen/collabry/rag/v1/ListDocumentsRequest'
import type { ListDocumentsResponseInit } from '@collabry/proto/gen/collabry/rag/v1/ListDocumentsResponse'
import type { ListNotebooksRequest } from '@collabry/proto/gen/collabry/rag/v1/ListNotebooksRequest'
import type { ListNotebooksResponseInit } from '@collabry/proto/gen/collabry/rag/v1/ListNotebooksResponse'
import type { ReadDocumentRequest } from '@collabry/proto/gen/collabry/rag/v1/ReadDocumentRequest'
import type { ReadDocumentResponseInit } from '@collabry/proto/gen/collabry/rag/v1/ReadDocumentResponse'
import { withTimeout } from '@collabry/runtime/abort'
import { AppError } from '@collabry/runtime/errors'
import { serverStream, unary } from '@collabry/runtime/grpc/server'
import { fieldError } from '@collabry/runtime/validation'
import { type Catalogue, type DocumentChange, type DocumentRecord, type Erasures, unsettled } from '../documents/store'
import { type EraseDeps, eraseUser } from '../erase/erase-user'
import type { Embedder } from '../ingest/embedder'
import type { RagMetrics } from '../metrics'
import { checkHead, republish } from '../upload/upload'
import type { VectorStore } from '../vectors/store'
import { type Ranking, SOURCES_MAX, searchHandler } from './search'
import { taskHandlers, toDocument, type UploadRpcDeps, uploadHandler } from './uploads'

interface RpcDeps extends UploadRpcDeps {
  erasures: Erasures
  documentStore: 'sqlite' | 'mongodb'
  vectorStore: 'sqlite' | 'milvus'
  catalogue: Catalogue
  vectors: VectorStore
  embedder: Embedder
  ranking: Ranking
  metrics: RagMetrics
  /** There is new garbage. */
  deleted(): void
}

const PAGE_DEFAULT = 50
const PAGE_MAX = 200
const NAME_QUERY_MAX = 200

/** The methods of rag.proto. */
export function ragHandlers(deps: RpcDeps) {
  const { catalogue } = deps
  return {
    Upload: uploadHandler(deps),
    ...taskHandlers(deps),
    ...userHandlers(deps),
    Search: searchHandler(deps),
    CheckSources: unary<CheckSourcesRequest, CheckSourcesResponseInit>(async ({ userId, sourceIds }) => {
      if (sourceIds.length > SOURCES_MAX) throw fieldError('source_ids', `give at most ${SOURCES_MAX}`)
      await requireReadable(catalogue, userId, sourceIds)
      return { documentsProcessing: await catalogue.processing(userId) }
    }),
    ListDocuments: unary<ListDocumentsRequest, ListDocumentsResponseInit>(
      async ({ userId, limit, cursor, notebookId, query }) => {
        if (query.length > NAME_QUERY_MAX) throw fieldError('query', `give at most ${NAME_QUERY_MAX} characters`)
        if (limit > PAGE_MAX) throw new AppError('validation_error', `limit: give 1 to ${PAGE_MAX}.`)
        const page = await catalogue.list(userId, { limit: limit || PAGE_DEFAULT, cursor, notebookId, query })
        return { ...page, documents: page.documents.map(toDocument) }
      },
    ),
    GetDocument: unary<GetDocumentRequest, GetDocumentResponseInit>(async ({ userId, documentId }) => {
      return { document: toDocument(await readableDocument(catalogue, userId, documentId)) }
    }),
    ChangeDocument: unary<ChangeDocumentRequest, ChangeDocumentResponseInit>(async (request) => {
      const { userId, documentId } = request
      const before = await catalogue.get(userId, documentId)
      if (!before) throw noDocument()
      const { publish, metadataJson } = request
      // An upload that failed may have left the text under the owner of the publicity before.
      const isMoved = metadataJson !== '' && (publish !== before.isPublic || before.status === 'failed')
      if (isMoved && before.status === 'processing') throw unsettled()
      await catalogue.change(userId, documentId, changeOf(isMoved ? { ...request, metadataJson: '' } : request, before))
      if (isMoved) {
        await republish(before, { publish, metadataJson }, deps)
        deps.submitted()
      }
      const document = await catalogue.get(userId, documentId)
      if (!document) throw noDocument()
      return { document: toDocument(document) }
    }),
    ListNotebooks: unary<ListNotebooksRequest, ListNotebooksResponseInit>(async ({ userId }) => ({
      notebooks: await catalogue.notebooks(userId),
    })),
    ReadDocument: readHandler(catalogue),
    DeleteDocument: unary<DeleteDocumentRequest, DeleteDocumentResponseInit>(async ({ userId, documentId }) => {
      const document = await catalogue.delete(userId, documentId)
      if (!document) throw noDocument()
      deps.deleted()
      return { chunksDeleted: document.chunks }
    }),
    GetStatus: unary<GetStatusRequest, GetStatusResponseInit>(async ({ userId }) => {
      const [documentsWork, vectorsWork] = await Promise.all([
        works(() => catalogue.get(userId, '')),
        works(() => deps.vectors.count('public')),
      ])
      return {
        vectorStore: deps.vectorStore,
        vectorState: vectorsWork ? workingStates[deps.vectorStore] : 'STATE_UNHEALTHY',
        documentStore: deps.documentStore,
        documentState: documentsWork ? workingStates[deps.documentStore] : 'STATE_UNHEALTHY',
        detail: brokenStores(documentsWork, vectorsWork),
      }
    }),
  }
}

const readHandler = (catalogue: Catalogue) =>
  serverStream<ReadDocumentRequest, ReadDocumentResponseInit>(async function* ({ userId, documentId, start }) {
    const owner = (await readableDocument(catalogue, userId, documentId)).userId
    let begin = start
    for await (const text of catalogue.text(owner, documentId, start)) {
      yield { text, start: begin }
      begin = 0
    }
  })

const workingStates = { sqlite: 'STATE_EMBEDDED', mongodb: 'STATE_HEALTHY', milvus: 'STATE_HEALTHY' } as const

function brokenStores(documentsWork: boolean, vectorsWork: boolean): string {
  if (documentsWork) return vectorsWork ? '' : 'The vector store can’t be reached or read now.'
  return vectorsWork ? 'The document store can’t be reached or read now.' : 'Neither store can be reached or read now.'
}

/** A document of the user's own counts while it is being processed, too. */
async function requireReadable(catalogue: Catalogue, userId: string, sourceIds: string[]): Promise<void> {
  if (sourceIds.length === 0) return
  const found = new Set((await catalogue.readable(userId, sourceIds)).map(({ documentId }) => documentId))
  for (const id of sourceIds) {
    if (found.has(id) || (await catalogue.get(userId, id))) continue
    const message = `there is no document ${id}`
    throw new AppError('not_found', `source_ids: ${message}.`, { fields: [{ field: 'source_ids', message }] })
  }
}

/** The user's own, or one that everyone may read; the notebook of another user's is nobody else's concern. */
async function readableDocument(catalogue: Catalogue, userId: string, documentId: string): Promise<DocumentRecord> {
  const own = await catalogue.get(userId, documentId)
  if (own) return own
  const [shared] = await catalogue.readable(userId, [documentId])
  if (!shared) throw noDocument()
  return { ...shared, notebookId: '' }
}

/** The change that was asked for, checked. */
function changeOf(
  { filename, place, notebookId = '', metadataJson }: ChangeDocumentRequest,
  before: DocumentRecord,
): DocumentChange {
  checkHead({ filename: filename || before.filename, contentType: '', metadataJson: metadataJson || '{}', notebookId })
  return {
    ...(filename !== '' && { filename }),
    ...(place !== undefined && { notebookId }),
    ...(metadataJson !== '' && { metadataJson }),
  }
}

const noDocument = () => new AppError('not_found', 'There is no such document.')

const STATUS_MS_MAX = 1_500

const works = (ask: () => Promise<unknown>): Promise<boolean> =>
  withTimeout(ask(), STATUS_MS_MAX).then(
    () => true,
    () => false,
  )

interface UserRpcDeps extends EraseDeps {
  catalogue: Catalogue
}

/** Documents of an export that are read at once, each with up to 16 KiB of metadata. */
const PAGE = 16

/** Everything of a user: given to them, or erased. */
const userHandlers = (deps: UserRpcDeps) => ({
  EraseUser: unary<EraseUserRequest, EraseUserResponseInit>(async ({ userId, epochMs }, { signal }) => {
    if (epochMs < 1) throw fieldError('epoch_ms', 'give the time at which the erasure began')
    return eraseUser(userId, epochMs, deps, signal)
  }),
  ExportUser: serverStream<ExportUserRequest, ExportUserResponseInit>(async function* ({ userId }) {
    let cursor = ''
    do {
      const page = await deps.catalogue.list(userId, { limit: PAGE, cursor, notebookId: '', query: '' })
      for (const document of page.documents) {
        yield { document: toDocument(document) }
        if (document.version > 0) yield* textOf(deps.catalogue, userId, document.documentId)
      }
      cursor = page.nextCursor
    } while (cursor !== '')
  }),
})

async function* textOf(catalogue: Catalogue, userId: string, documentId: string): AsyncGenerator<ExportUserResponseInit> {
  let begun = false
  try {
    for await (const text of catalogue.text(userId, documentId)) {
      begun = true
      yield { text }
    }
  } catch (error) {
    // Deleted since it was listed: it has no text any more. One that breaks off must not look whole.
    if (begun || !(error instanceof AppError && error.code === 'not_found')) throw error
  }
}
