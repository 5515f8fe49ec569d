import { Elysia } from 'elysia'
import { noBody } from '../core/body/body'
import { type HoldAnswer, jsonOfPieces, largeJson, textStream } from '../core/json-answer'
import { examples } from '../core/openapi/examples'
import { operation } from '../core/openapi/operation'
import { callerOf, withUser } from '../core/request-context'
import { Cursor, knownId, Limit, NotebookId, optional, query } from '../core/schemas'
import { toDocumentEntry } from './document-entry'
import type { Rag } from './ports'

interface DocumentRoutes {
  rag: Pick<Rag, 'documents' | 'document' | 'readDocument' | 'deleteDocument'>
  holdAnswer: HoldAnswer
}

const ListQuery = query({ limit: Limit, cursor: Cursor, notebook_id: optional(NotebookId) })

export const documentRoutes = ({ rag, holdAnswer }: DocumentRoutes) =>
  new Elysia()
    .get(
      '/ai/documents',
      async ({ request, query: { limit, cursor, notebook_id } }) => {
        const page = await rag.documents({ limit, cursor, notebookId: notebook_id ?? '' }, callerOf(request))
        const documents = page.documents.map(toDocumentEntry)
        const answer = withUser(request, { documents, total: page.total, next_cursor: page.nextCursor })
        return largeJson(request, answer, holdAnswer)
      },
      {
        query: ListQuery,
        detail: operation('listDocuments', 'Documents', "the user's documents, newest first", examples.documents),
      },
    )
    .get(
      '/ai/documents/:document_id',
      async ({ request, params }) =>
        withUser(request, toDocumentEntry(await rag.document(knownId(params.document_id, 'document'), callerOf(request)))),
      { detail: operation('getDocument', 'Documents', 'one document', examples.document) },
    )
    .get(
      '/ai/documents/:document_id/content',
      async ({ request, params }) => {
        const caller = callerOf(request)
        // Asked first: an unknown document is a 404, not a text that breaks off.
        const document = await rag.document(knownId(params.document_id, 'document'), caller)
        const pieces = rag.readDocument(document.documentId, caller)
        if (wantsText(request)) return await plainText(pieces)
        const { documentId: document_id, filename, version } = document
        return jsonOfPieces(withUser(request, { document_id, filename, version }), 'content', pieces)
      },
      {
        detail: operation(
          'readDocument',
          'Documents',
          'the stored text; plain with Accept: text/plain',
          examples.documentContent,
        ),
      },
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
        detail: operation(
          'deleteDocument',
          'Documents',
          'removes a document: it is never retrieved again',
          examples.deletedDocument,
        ),
      },
    )

const wantsText = ({ headers }: Request) => /^\s*text\/plain\b/i.test(headers.get('accept') ?? '')

/** The first piece is read before the answer begins, so that a text that can't be read is an error and not a broken answer. */
async function plainText(pieces: AsyncGenerator<string>): Promise<Response> {
  const { value = '', done } = await pieces.next()
  const text = done ? value : textStream(startingWith(value, pieces))
  return new Response(text, { headers: { 'content-type': 'text/plain; charset=utf-8', vary: 'Accept, Origin' } })
}

async function* startingWith(first: string, rest: AsyncGenerator<string>): AsyncGenerator<string> {
  try {
    yield first
    yield* rest
  } finally {
    await rest.return(undefined)
  }
}
