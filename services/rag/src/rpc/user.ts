import type { EraseUserRequest } from '@collabry/proto/gen/collabry/rag/v1/EraseUserRequest'
import type { EraseUserResponseInit } from '@collabry/proto/gen/collabry/rag/v1/EraseUserResponse'
import type { ExportUserRequest } from '@collabry/proto/gen/collabry/rag/v1/ExportUserRequest'
import type { ExportUserResponseInit } from '@collabry/proto/gen/collabry/rag/v1/ExportUserResponse'
import { AppError } from '@collabry/runtime/errors'
import { serverStream, unary } from '@collabry/runtime/grpc/server'
import { fieldError } from '@collabry/runtime/validation'
import type { Catalogue } from '../documents/store'
import { type EraseDeps, eraseUser } from '../erase/erase-user'
import { toDocument } from './messages'

interface UserRpcDeps extends EraseDeps {
  catalogue: Catalogue
}

const PAGE = 100

/** Everything of a user: given to them, or erased. */
export const userHandlers = (deps: UserRpcDeps) => ({
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
