import { AppError } from '@collabry/runtime/errors'
import { identityOf, withUser } from '../core/request-context'
import type { UploadTask } from './ports'

const METADATA_BYTES_MAX = 16 * 1_024
const PUBLISH = 'documents:publish'

export function wrongField(field: string, message: string): AppError {
  return new AppError('validation_error', `${field} ${message}.`, { fields: [{ field, message }] })
}

/** Whether an upload is to be readable by everyone, once its metadata have been found in order. */
export function checkMetadata(request: Request, metadata: Record<string, unknown>): { publish: boolean } {
  if (Buffer.byteLength(JSON.stringify(metadata)) > METADATA_BYTES_MAX)
    throw wrongField('metadata', `must be at most ${METADATA_BYTES_MAX} bytes as JSON`)
  if (metadata.public !== true) return { publish: false }
  if (identityOf(request).scopes.has(PUBLISH)) return { publish: true }
  throw new AppError('insufficient_scope', `To set metadata.public, get a token with the scope ${PUBLISH}.`)
}

/** The answer to every upload. */
export const uploadAnswer = (request: Request, { taskId: task_id, documentId: document_id, filename }: UploadTask) => {
  const message = 'The document is being made searchable; ask for its status'
  return withUser(request, { task_id, document_id, status: 'processing', filename, message })
}
