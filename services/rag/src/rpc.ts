import type { RagServiceHandlers } from '@collabry/proto/gen/collabry/rag/v1/RagService'
import { AppError } from '@collabry/runtime/errors'
import { clientStream, serverStream, unary } from '@collabry/runtime/grpc-server'
import type { Catalogue } from './documents/store'
import type { Embedder } from './embedder'
import type { RagMetrics } from './metrics'
import { fromHead, toDocument, toTask } from './rpc-messages'
import { searchHandler } from './rpc-search'
import { type UploadDeps, upload } from './upload'
import { uploadParts } from './upload-parts'
import type { VectorStore } from './vectors/store'

export interface RpcDeps extends UploadDeps {
  catalogue: Catalogue
  vectors: VectorStore
  embedder: Embedder
  metrics: RagMetrics
  /** A task waits. */
  submitted(): void
  /** A document is gone. */
  deleted(): void
}

type Methods = Pick<
  RagServiceHandlers,
  'Upload' | 'GetTask' | 'Search' | 'ListDocuments' | 'GetDocument' | 'ReadDocument' | 'DeleteDocument' | 'GetStatus'
>
type Handlers = Parameters<typeof import('@collabry/runtime/grpc-server').startGrpcServer<Methods>>[0]['handlers']

const PAGE_DEFAULT = 50
const PAGE_MAX = 200

/** The methods of rag.proto. */
export function ragHandlers(deps: RpcDeps): Handlers {
  const { catalogue, tasks } = deps
  return {
    Upload: clientStream(async (requests) => {
      const { userId, head, bytes } = await uploadParts(requests)
      const task = await upload(userId, fromHead(head), bytes, deps)
      if (task.status === 'processing') deps.submitted()
      return { task: toTask(task) }
    }),
    GetTask: unary(async ({ userId, taskId }) => {
      const task = await tasks.get(userId, taskId)
      if (!task) throw new AppError('not_found', 'There is no such upload.')
      return { task: toTask(task) }
    }),
    Search: searchHandler(deps),
    ListDocuments: unary(async ({ userId, limit, cursor, notebookId }) => {
      if (limit > PAGE_MAX) throw new AppError('validation_error', `limit: give 1 to ${PAGE_MAX}.`)
      const page = await catalogue.list(userId, { limit: limit || PAGE_DEFAULT, cursor, notebookId })
      return { ...page, documents: page.documents.map(toDocument) }
    }),
    GetDocument: unary(async ({ userId, documentId }) => {
      const document = await catalogue.get(userId, documentId)
      if (!document) throw noDocument()
      return { document: toDocument(document) }
    }),
    ReadDocument: serverStream(async function* ({ userId, documentId }) {
      for await (const text of catalogue.text(userId, documentId)) yield { text }
    }),
    DeleteDocument: unary(async ({ userId, documentId }) => {
      const document = await catalogue.delete(userId, documentId)
      if (!document) throw noDocument()
      deps.deleted()
      return { chunksDeleted: document.chunks }
    }),
    GetStatus: unary(async ({ userId }) => {
      const documentsWork = await works(() => catalogue.get(userId, ''))
      const vectorsWork = await works(() => deps.vectors.count('public'))
      return {
        vectorStore: 'sqlite',
        vectorState: vectorsWork ? 'STATE_EMBEDDED' : 'STATE_UNHEALTHY',
        documentStore: 'sqlite',
        documentState: documentsWork ? 'STATE_EMBEDDED' : 'STATE_UNHEALTHY',
        detail: documentsWork && vectorsWork ? '' : 'A store of the documents can’t be read now.',
      }
    }),
  }
}

const noDocument = () => new AppError('not_found', 'There is no such document.')

const works = (ask: () => Promise<unknown>) =>
  ask().then(
    () => true,
    () => false,
  )
