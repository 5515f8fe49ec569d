import { AppError } from '@collabry/runtime/errors'
import { serialByKey } from '@collabry/runtime/serial-by-key'
import { isRecord, wrongField } from '@collabry/runtime/validation'
import { Type as t } from '@sinclair/typebox'
import { Elysia } from 'elysia'
import type { Streams } from '../chat/streams/streams'
import { formBody, type HoldBody, type JsonBody, noBody } from '../core/body/body'
import { jsonOf } from '../core/body/json-fields'
import { type FileForm, hashForm, readFileForm } from '../core/body/multipart'
import type { Caller } from '../core/caller'
import { callerOf, identityOf, requestContext, withUser } from '../core/request-context'
import { type Answers, contractFormat } from '../core/responses'
import { body, formNotebook, knownId, line, NotebookId, optional, text } from '../core/schemas'
import type { SseEvent } from '../core/sse/sse'
import type { Rag, UploadHead, Uploads, UploadTask } from './ports'
import { documentOperations } from './schemas'

interface UploadRoutes {
  rag: Pick<Rag, 'upload'>
  /** Accepts larger bodies than other routes. */
  uploadJson: JsonBody
}

const PIECE_BYTES = 256 * 1_024

const UploadBody = body(
  {
    content: text(1, 5_000_000),
    filename: line(1, 255),
    metadata: t.Object(
      {},
      { additionalProperties: true, default: {}, description: 'At most 16 KiB as JSON', error: 'must be a JSON object' },
    ),
    notebook_id: optional(NotebookId),
  },
  'TextUpload',
)

/** Texts of one user that are on their way to the rag service at once: many small works together delay other users. */
const TEXTS_AT_ONCE = 4

export const uploadRoutes = ({ rag, uploadJson }: UploadRoutes) => {
  const inTurn = serialByKey()
  let lane = 0
  return new Elysia().post(
    '/ai/upload',
    async ({ request, body: { content, filename, metadata, notebook_id } }) => {
      const { publish } = checkMetadata(request, metadata)
      const head = { filename, metadata, publish, contentType: 'text/plain; charset=utf-8', notebookId: notebook_id ?? '' }
      const caller = callerOf(request)
      lane = (lane + 1) % TEXTS_AT_ONCE
      const upload = () => rag.upload({ bytes: pieces(content), head: () => head }, caller)
      return uploadAnswer(request, await inTurn(`${lane} ${identityOf(request).key}`, upload))
    },
    {
      parse: uploadJson(UploadBody),
      body: UploadBody,
      detail: documentOperations.upload,
    },
  )
}

async function* pieces(content: string): AsyncGenerator<Uint8Array> {
  const bytes = new TextEncoder().encode(content)
  for (let start = 0; start < bytes.length; start += PIECE_BYTES) yield bytes.subarray(start, start + PIECE_BYTES)
}

const METADATA_BYTES_MAX = 16 * 1_024
const PUBLISH = 'documents:publish'

/** Validates the metadata of an upload; returns whether everyone may read it. */
export function checkMetadata(request: Request, metadata: Record<string, unknown>): { publish: boolean } {
  if (Buffer.byteLength(JSON.stringify(metadata)) > METADATA_BYTES_MAX)
    throw wrongField('metadata', `must be at most ${METADATA_BYTES_MAX} bytes as JSON`)
  if (metadata.public !== true) return { publish: false }
  if (identityOf(request).scopes.has(PUBLISH)) return { publish: true }
  throw new AppError('insufficient_scope', `To set metadata.public, get a token with the scope ${PUBLISH}.`)
}

/** The answer to every upload. */
const uploadAnswer = (request: Request, { taskId: task_id, documentId: document_id, filename }: UploadTask) => {
  const message = 'The document is being made searchable; ask for its status'
  return withUser(request, { task_id, document_id, status: 'processing', filename, message })
}

interface UploadFileRoutes {
  rag: Pick<Rag, 'upload'>
  maxUploadBytes: number
  holdBody: HoldBody
}

export const uploadFileRoutes = ({ rag, maxUploadBytes, holdBody }: UploadFileRoutes) =>
  new Elysia().post(
    '/ai/upload/file',
    async ({ request }) => {
      using form = await readFileForm(request, { fileBytesMax: maxUploadBytes, held: holdBody(request) })
      const head = () => headOf(request, form)
      head() // wrong fields before the file are refused before its bytes are read
      const { keyed } = requestContext(request)
      const hashed = keyed && hashForm(form)
      const task = await rag.upload({ bytes: hashed?.bytes ?? form.bytes, head }, callerOf(request))
      if (hashed) keyed.formHash = hashed.digest()
      return uploadAnswer(request, task)
    },
    {
      parse: formBody(maxUploadBytes),
      detail: documentOperations.uploadFile,
    },
  )

/** The upload's head from the fields that have been read; those after the file count too. */
function headOf(request: Request, { filename, fields }: FileForm): UploadHead {
  const metadata = metadataOf(fields.get('metadata') || '{}')
  const notebookId = formNotebook(fields.get('notebook_id') ?? '')
  const { publish } = checkMetadata(request, metadata)
  return { filename: nameOf(filename), contentType: 'application/octet-stream', metadata, notebookId, publish }
}

function metadataOf(text: string): Record<string, unknown> {
  // null counts as left out, as in a JSON body.
  const value = jsonOf(text, 'metadata') ?? {}
  if (!isRecord(value)) throw wrongField('metadata', 'must be a JSON object')
  return value
}

/** The last part of a name that may be a path on the sender's machine. It is only shown; no file here has this name. */
function nameOf(path: string | undefined): string {
  const name = (path ?? '').split(/[/\\]/).at(-1)?.trim() ?? ''
  if (name.length < 1 || name.length > 255 || /\p{Cc}/u.test(name) || !name.isWellFormed())
    throw wrongField('filename', 'must be 1 to 255 characters without control characters')
  return name
}

interface UploadTaskRoutes {
  streams: Pick<Streams, 'issueUploadTicket'>
  rag: Uploads
  answers: Answers
}

/** Tasks of accepted uploads. */
export const uploadTaskRoutes = ({ rag, streams, answers }: UploadTaskRoutes) => {
  const taskOf = (request: Request, params: { task_id: string }, ask: (id: string, caller: Caller) => Promise<UploadTask>) =>
    ask(knownId(params.task_id, 'upload'), callerOf(request)).then((task) => stateOf(request, task))
  return new Elysia()
    .get('/ai/upload/status/:task_id', ({ request, params }) => taskOf(request, params, rag.task), {
      detail: documentOperations.uploadStatus,
    })
    .get(
      '/ai/upload/status/:task_id/events',
      ({ request, params }) => {
        const taskId = knownId(params.task_id, 'upload')
        return answers.relay(request, (caller) => progress(rag.watchTask(taskId, caller), request), contractFormat, {
          place: 'reader',
        })
      },
      {
        detail: documentOperations.watchUpload,
      },
    )
    .delete('/ai/upload/:task_id', ({ request, params }) => taskOf(request, params, rag.cancelTask), {
      parse: noBody,
      detail: documentOperations.cancelUpload,
    })
    .post(
      '/ai/upload/:task_id/ticket',
      async ({ request, params }) => {
        const { taskId } = await rag.task(knownId(params.task_id, 'upload'), callerOf(request)).catch(asUnknown)
        const { ticket, expiresAtMs } = await streams.issueUploadTicket(taskId, callerOf(request))
        return withUser(request, { task_id: taskId, ticket, expires_at: new Date(expiresAtMs).toISOString() })
      },
      { parse: noBody, detail: documentOperations.uploadTicket },
    )
    .post('/ai/upload/:task_id/retry', ({ request, params }) => taskOf(request, params, rag.retryTask), {
      parse: noBody,
      detail: documentOperations.retryUpload,
    })
}

/** Each state as an event; the last one is `done`. */
async function* progress(tasks: AsyncGenerator<UploadTask>, request: Request): AsyncGenerator<SseEvent> {
  for await (const task of tasks) {
    const data = JSON.stringify(stateOf(request, task))
    yield task.status === 'processing' ? { data } : { event: 'done', data }
  }
}

const stateOf = (request: Request, task: UploadTask) =>
  withUser(request, {
    task_id: task.taskId,
    status: task.status,
    filename: task.filename,
    started_at: new Date(task.startedAtMs).toISOString(),
    completed_at: task.completedAtMs === null ? null : new Date(task.completedAtMs).toISOString(),
    error: task.error,
    document_id: task.documentId,
    progress: task.progress,
    chunks_processed: task.chunksProcessed,
    chunks_total: task.chunksTotal,
    attempts: task.attempts,
    status_detail: task.statusDetail,
  })

/** The contract forbids the status of another user's upload (403); everywhere else another user's resource is unknown (404). */
function asUnknown(error: unknown): never {
  if (!(error instanceof AppError && error.code === 'forbidden')) throw error
  throw new AppError('not_found', 'There is no such upload.', { cause: error })
}
