import { AppError } from '@collabry/runtime/errors'
import type { Caller } from '../core/caller'
import type { DocumentEntry, Rag } from '../documents/ports'
import { INVALID_PARAMS, RESOURCE_NOT_FOUND, RpcError } from './json-rpc'
import { partOf } from './tools'

type Documents = Pick<Rag, 'documents' | 'document' | 'readDocument'>

const SCHEME = 'collabry://documents/'
/** Stored text is Markdown. */
const MIME_TYPE = 'text/markdown'
const PAGE = 100
/** A longer document is read in parts, with the tool. */
const RESOURCE_CHARS_MAX = 1_000_000
/** Most that a completion may have. */
const COMPLETIONS_MAX = 100
const ID = /^[A-Za-z0-9._-]{1,128}$/

export const templates = {
  resourceTemplates: [
    {
      uriTemplate: `${SCHEME}{document_id}`,
      name: 'document',
      title: 'A document of the user',
      description: 'The stored text of a document, as Markdown',
      mimeType: MIME_TYPE,
    },
  ],
}

/** The searchable documents of the user, newest first. */
export async function listResources(rag: Documents, { cursor = '' }: Record<string, unknown>, caller: Caller) {
  if (typeof cursor !== 'string') throw new RpcError(INVALID_PARAMS, 'params.cursor must be the nextCursor of the page before.')
  const page = await rag.documents({ limit: PAGE, cursor, notebookId: '', query: '' }, caller)
  const resources = page.documents.filter(({ status }) => status === 'completed').map(toResource)
  return { resources, ...(page.nextCursor !== null && { nextCursor: page.nextCursor }) }
}

const toResource = ({ documentId, filename, notebookId, createdAtMs }: DocumentEntry) => ({
  uri: `${SCHEME}${documentId}`,
  name: filename,
  description: notebookId === null ? 'A document of the user' : `A document in the notebook ${notebookId}`,
  mimeType: MIME_TYPE,
  annotations: { lastModified: new Date(createdAtMs).toISOString() },
})

export async function readResource(rag: Documents, { uri }: Record<string, unknown>, caller: Caller) {
  const id = typeof uri === 'string' && uri.startsWith(SCHEME) ? uri.slice(SCHEME.length) : ''
  if (!ID.test(id)) throw notFound()
  try {
    const { documentId } = await rag.document(id, caller)
    const { content, hasMore } = await partOf(rag.readDocument(documentId, caller), RESOURCE_CHARS_MAX)
    if (hasMore)
      throw new RpcError(INVALID_PARAMS, `The document has more than ${RESOURCE_CHARS_MAX} characters; use read_document.`)
    return { contents: [{ uri, mimeType: MIME_TYPE, text: content }] }
  } catch (error) {
    throw error instanceof AppError && error.code === 'not_found' ? notFound() : error
  }
}

const notFound = () => new RpcError(RESOURCE_NOT_FOUND, 'There is no resource with this URI; see resources/list.')

/** Ids of documents that begin with the given text. Other arguments have no completions. */
export async function completeResource(rag: Documents, { ref, argument }: Record<string, unknown>, caller: Caller) {
  const wanted = ref as { type?: unknown; uri?: unknown } | undefined
  const { name, value } = (argument ?? {}) as { name?: unknown; value?: unknown }
  const isDocument =
    wanted?.type === 'ref/resource' && wanted.uri === templates.resourceTemplates[0]?.uriTemplate && name === 'document_id'
  if (!isDocument || typeof value !== 'string') return { completion: { values: [], total: 0, hasMore: false } }
  const { documents } = await rag.documents({ limit: PAGE * 2, cursor: '', notebookId: '', query: '' }, caller)
  const ids = documents.map(({ documentId }) => documentId).filter((id) => id.startsWith(value))
  return { completion: { values: ids.slice(0, COMPLETIONS_MAX), total: ids.length, hasMore: ids.length > COMPLETIONS_MAX } }
}
