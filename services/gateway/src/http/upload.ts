import { Type as t } from '@sinclair/typebox'
import { Elysia } from 'elysia'
import type { Rag } from '../study/rag'
import { aboutUser } from './about-user'
import type { BodyParser } from './body'
import { examples } from './examples'
import { callerOf } from './exchange'
import { operation } from './operation'
import { body, knownId, NotebookId, optional, text } from './schemas'
import { isoTime } from './times'
import { judgeMetadata, uploadAnswer } from './upload-head'

interface UploadRoutes {
  rag: Pick<Rag, 'upload' | 'task'>
  /** Takes more than that of other routes. */
  uploadJson: BodyParser
}

const PIECE_BYTES = 256 * 1_024

const UploadBody = body({
  content: text(1, 5_000_000),
  filename: text(1, 255),
  metadata: t.Object(
    {},
    { additionalProperties: true, default: {}, description: 'At most 16 KiB as JSON', error: 'must be a JSON object' },
  ),
  notebook_id: optional(NotebookId),
})

export const uploadRoutes = ({ rag, uploadJson }: UploadRoutes) =>
  new Elysia()
    .post(
      '/ai/upload',
      async ({ request, body: { content, filename, metadata, notebook_id } }) => {
        const { publish } = judgeMetadata(request, metadata)
        const head = { filename, metadata, publish, contentType: 'text/plain; charset=utf-8', notebookId: notebook_id ?? '' }
        return uploadAnswer(request, await rag.upload(head, pieces(content), callerOf(request)))
      },
      {
        parse: uploadJson,
        body: UploadBody,
        detail: operation('upload', 'Documents', 'takes a text; it is searchable once its task is completed', examples.upload),
      },
    )
    .get(
      '/ai/upload/status/:task_id',
      async ({ request, params }) => {
        const task = await rag.task(knownId(params.task_id, 'upload'), callerOf(request))
        return aboutUser(request, {
          task_id: task.taskId,
          status: task.status,
          filename: task.filename,
          started_at: isoTime(task.startedAtMs),
          completed_at: task.completedAtMs === null ? null : isoTime(task.completedAtMs),
          error: task.error,
          document_id: task.documentId,
          progress: task.progress,
          chunks_processed: task.chunksProcessed,
          chunks_total: task.chunksTotal,
          attempts: task.attempts,
          status_detail: task.statusDetail,
        })
      },
      { detail: operation('uploadStatus', 'Documents', 'how far an upload is', examples.uploadStatus) },
    )

async function* pieces(content: string): AsyncGenerator<Uint8Array> {
  const bytes = new TextEncoder().encode(content)
  for (let start = 0; start < bytes.length; start += PIECE_BYTES) yield bytes.subarray(start, start + PIECE_BYTES)
}
