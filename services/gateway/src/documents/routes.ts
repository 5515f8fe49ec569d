import { Type as t } from '@sinclair/typebox'
import { Elysia } from 'elysia'
import { type JsonBody, noBody } from '../core/body/body'
import { type HoldAnswer, jsonOfPieces, largeJson, textStream } from '../core/large-answer'
import { callerOf, withUser } from '../core/request-context'
import { body, Cursor, choice, knownId, Limit, line, NotebookId, optional, query, SourceIds, text, whole } from '../core/schemas'
import { checkSources } from '../generation/retrieve'
import { toSource } from '../generation/types'
import type { DocumentEntry, Notebook, Rag } from './ports'
import { documentOperations } from './schemas'
import { checkMetadata } from './upload-routes'

interface DocumentRoutes {
  rag: Pick<Rag, 'documents' | 'document' | 'changeDocument' | 'notebooks' | 'readDocument' | 'deleteDocument'>
  json: JsonBody
  holdAnswer: HoldAnswer
}

const ListQuery = query({
  limit: Limit,
  cursor: Cursor,
  notebook_id: optional(NotebookId),
  q: text(0, 200, { default: '', description: 'Only documents whose names hold this, whatever the case' }),
})

const ChangeBody = body(
  {
    filename: optional(line(1, 255)),
    notebook_id: optional(
      t.Union([NotebookId, t.Literal('')], {
        description: 'The notebook that it goes to; empty: none',
        error: 'must be empty, or 1 to 128 characters of A-Z a-z 0-9 . _ -, and neither "." nor ".."',
      }),
    ),
    metadata: optional(
      t.Object(
        {},
        {
          additionalProperties: true,
          description: 'Takes the place of all there is; at most 16 KiB',
          error: 'must be a JSON object',
        },
      ),
    ),
  },
  'DocumentChange',
)

/** The documents of a user, one of them, and its text. */
export function documentRoutes({ rag, holdAnswer }: Omit<DocumentRoutes, 'json'>) {
  return new Elysia()
    .get(
      '/ai/documents',
      async ({ request, query: { limit, cursor, notebook_id, q } }) => {
        const page = await rag.documents({ limit, cursor, notebookId: notebook_id ?? '', query: q.trim() }, callerOf(request))
        const documents = page.documents.map(toDocumentEntry)
        const answer = withUser(request, { documents, total: page.total, next_cursor: page.nextCursor })
        return largeJson(request, answer, holdAnswer)
      },
      {
        query: ListQuery,
        detail: documentOperations.listDocuments,
      },
    )
    .get(
      '/ai/documents/:document_id',
      async ({ request, params }) =>
        withUser(request, toDocumentEntry(await rag.document(knownId(params.document_id, 'document'), callerOf(request)))),
      {
        detail: documentOperations.getDocument,
      },
    )
    .get(
      '/ai/documents/:document_id/content',
      async ({ request, params }) => {
        const caller = callerOf(request)
        // Checked first, so that an unknown document is a 404 and not a text that breaks off.
        const document = await rag.document(knownId(params.document_id, 'document'), caller)
        const pieces = rag.readDocument(document.documentId, caller)
        if (wantsText(request)) return await plainText(pieces)
        const { documentId: document_id, filename, version } = document
        const answer = await jsonOfPieces(withUser(request, { document_id, filename, version }), 'content', pieces)
        answer.headers.set('vary', VARY)
        return answer
      },
      {
        detail: documentOperations.readDocument,
      },
    )
}

/** Changes of documents, and the notebooks that they are in. */
export const changeRoutes = ({ rag, json }: Pick<DocumentRoutes, 'rag' | 'json'>) =>
  new Elysia()
    .patch(
      '/ai/documents/:document_id',
      async ({ request, params, body: { filename, notebook_id, metadata } }) => {
        const documentId = knownId(params.document_id, 'document')
        const { publish } = checkMetadata(request, metadata ?? {})
        const change = {
          ...(filename !== undefined && { filename }),
          ...(notebook_id !== undefined && { notebookId: notebook_id }),
          ...(metadata !== undefined && { metadata }),
          publish,
        }
        return withUser(request, toDocumentEntry(await rag.changeDocument(documentId, change, callerOf(request))))
      },
      { parse: json(ChangeBody), body: ChangeBody, detail: documentOperations.changeDocument },
    )
    .delete(
      '/ai/documents/:document_id',
      async ({ request, params }) => {
        const document_id = knownId(params.document_id, 'document')
        await rag.deleteDocument(document_id, callerOf(request))
        return withUser(request, { document_id, message: 'Document deleted' })
      },
      {
        parse: noBody,
        detail: documentOperations.deleteDocument,
      },
    )
    .get(
      '/ai/notebooks',
      async ({ request }) => {
        const notebooks = await rag.notebooks(callerOf(request))
        return withUser(request, { notebooks: notebooks.map(toNotebookEntry) })
      },
      { detail: documentOperations.listNotebooks },
    )

/** The text of a document has two forms. */
const VARY = 'Accept, Origin'

/** Whether the client would rather have plain text than JSON. */
function wantsText({ headers }: Request): boolean {
  const ranges = (headers.get('accept') ?? '').toLowerCase().split(',')
  const weightOf = (...types: string[]) =>
    types.map((type) => ranges.map(weighed).find((range) => range.type === type)?.weight).find((weight) => weight !== undefined)
  const text = weightOf('text/plain', 'text/*') ?? 0
  const json = weightOf('application/json', 'application/*')
  return json === undefined ? text > 0 && text >= (weightOf('*/*') ?? 0) : text > json
}

function weighed(range: string): { type: string; weight: number } {
  const [type = '', ...parameters] = range.split(';').map((part) => part.trim())
  const weight = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2)
  return { type, weight: weight === undefined ? 1 : Number(weight) || 0 }
}

/** The first piece is read before the answer begins, so that a text that can't be read is an error and not a broken answer. */
async function plainText(pieces: AsyncGenerator<string>): Promise<Response> {
  const { value = '', done } = await pieces.next()
  const text = done ? value : textStream(startingWith(value, pieces))
  return new Response(text, { headers: { 'content-type': 'text/plain; charset=utf-8', vary: VARY } })
}

async function* startingWith(first: string, rest: AsyncGenerator<string>): AsyncGenerator<string> {
  try {
    yield first
    yield* rest
  } finally {
    await rest.return(undefined)
  }
}

/** The bytes of a file are not kept once its text is stored. */
const OUTDATED =
  'An older reader made the text of this file, and the present one may read more of it: upload the file again, under the same name and notebook.'

const toNotebookEntry = ({ notebookId, documents, lastActivityMs }: Notebook) => ({
  notebook_id: notebookId,
  documents,
  last_activity: new Date(lastActivityMs).toISOString(),
})

/** A document as the contract shows it. */
export const toDocumentEntry = (document: DocumentEntry) => ({
  document_id: document.documentId,
  filename: document.filename,
  status: document.status,
  chunks: document.chunks,
  bytes: document.bytes,
  metadata: document.metadata,
  notebook_id: document.notebookId,
  created_at: new Date(document.createdAtMs).toISOString(),
  version: document.version,
  left_out: document.leftOut,
  outdated: document.isOutdated,
  notice: document.isOutdated ? OUTDATED : null,
})

interface SearchRoutes {
  rag: Pick<Rag, 'search' | 'checkSources'>
  json: JsonBody
}

const SearchBody = body(
  {
    query: text(1, 32_000),
    top_k: whole(1, 50, { default: 10 }),
    mode: choice(['hybrid', 'dense', 'lexical'], 'hybrid'),
    source_ids: SourceIds,
    notebook_id: optional(NotebookId),
    filter: optional(
      t.Object(
        {},
        {
          additionalProperties: true,
          description:
            'What the metadata of a document must have, all of it: a field (dots lead into objects) and its value, or eq, in, gt, gte, lt, lte; at most 8 fields',
          error: 'must be a JSON object',
        },
      ),
    ),
  },
  'SearchRequest',
)

export const searchRoutes = ({ rag, json }: SearchRoutes) =>
  new Elysia().post(
    '/ai/search',
    async ({ request, body: { query, top_k, mode, source_ids, notebook_id, filter } }) => {
      const wanted = { query, topK: top_k, mode, sourceIds: source_ids, notebookId: notebook_id ?? '', ...(filter && { filter }) }
      const caller = callerOf(request)
      const checked = await checkSources(rag, source_ids, caller)
      const found = await rag.search(wanted, caller)
      return withUser(request, {
        results: found.passages.map(toSource),
        mode: found.mode,
        coverage: found.coverage,
        documents_processing: await checked.documentsProcessing(),
      })
    },
    {
      parse: json(SearchBody),
      body: SearchBody,
      detail: documentOperations.search,
    },
  )
