import { Elysia } from 'elysia'
import { noBody } from '../core/body/body'
import type { Caller } from '../core/caller'
import { examples } from '../core/openapi/examples'
import { operation, streamed } from '../core/openapi/operation'
import { callerOf, withUser } from '../core/request-context'
import { type Answers, contractFormat } from '../core/responses'
import { knownId } from '../core/schemas'
import type { SseEvent } from '../core/sse/sse'
import type { Uploads, UploadTask } from './ports'

interface UploadTaskRoutes {
  rag: Uploads
  answers: Answers
}

/** Tasks of accepted uploads. */
export const uploadTaskRoutes = ({ rag, answers }: UploadTaskRoutes) => {
  const taskOf = (request: Request, params: { task_id: string }, ask: (id: string, caller: Caller) => Promise<UploadTask>) =>
    ask(knownId(params.task_id, 'upload'), callerOf(request)).then((task) => stateOf(request, task))
  return new Elysia()
    .get('/ai/upload/status/:task_id', ({ request, params }) => taskOf(request, params, rag.task), {
      detail: operation('uploadStatus', 'Documents', 'how far an upload is', examples.uploadStatus),
    })
    .get(
      '/ai/upload/status/:task_id/events',
      ({ request, params }) => {
        const taskId = knownId(params.task_id, 'upload')
        return answers.relay(request, (caller) => progress(rag.watchTask(taskId, caller), request), contractFormat, {
          place: 'reader',
        })
      },
      { detail: streamed('watchUpload', 'Documents', 'how far an upload is, until it has ended', examples.uploadStatus) },
    )
    .delete('/ai/upload/:task_id', ({ request, params }) => taskOf(request, params, rag.cancelTask), {
      parse: noBody,
      detail: operation(
        'cancelUpload',
        'Documents',
        'ends an upload that is on its way; one that has ended stays as it is',
        examples.uploadCancelled,
      ),
    })
    .post('/ai/upload/:task_id/retry', ({ request, params }) => taskOf(request, params, rag.retryTask), {
      parse: noBody,
      detail: operation('retryUpload', 'Documents', 'tries a failed upload again, under the same id', examples.uploadRetried),
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
