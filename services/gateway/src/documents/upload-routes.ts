import { Type as t } from '@sinclair/typebox'
import { Elysia } from 'elysia'
import type { JsonBody } from '../core/body/body'
import { examples } from '../core/openapi/examples'
import { operation } from '../core/openapi/operation'
import { callerOf } from '../core/request-context'
import { body, NotebookId, optional, text } from '../core/schemas'
import type { Rag } from './ports'
import { checkMetadata, uploadAnswer } from './upload-head'

interface UploadRoutes {
  rag: Pick<Rag, 'upload'>
  /** Takes more than that of other routes. */
  uploadJson: JsonBody
}

const PIECE_BYTES = 256 * 1_024

const UploadBody = body({
  content: text(1, 5_000_000),
  filename: t.String({
    minLength: 1,
    maxLength: 255,
    pattern: '^(?=[^]*\\S)[^\\u0000-\\u001f\\u007f-\\u009f]*$',
    error: 'must be 1 to 255 characters without control characters',
  }),
  metadata: t.Object(
    {},
    { additionalProperties: true, default: {}, description: 'At most 16 KiB as JSON', error: 'must be a JSON object' },
  ),
  notebook_id: optional(NotebookId),
})

export const uploadRoutes = ({ rag, uploadJson }: UploadRoutes) =>
  new Elysia().post(
    '/ai/upload',
    async ({ request, body: { content, filename, metadata, notebook_id } }) => {
      const { publish } = checkMetadata(request, metadata)
      const head = { filename, metadata, publish, contentType: 'text/plain; charset=utf-8', notebookId: notebook_id ?? '' }
      return uploadAnswer(request, await rag.upload(head, pieces(content), callerOf(request)))
    },
    {
      parse: uploadJson(UploadBody),
      body: UploadBody,
      detail: operation('upload', 'Documents', 'takes a text; it is searchable once its task is completed', examples.upload),
    },
  )

async function* pieces(content: string): AsyncGenerator<Uint8Array> {
  const bytes = new TextEncoder().encode(content)
  for (let start = 0; start < bytes.length; start += PIECE_BYTES) yield bytes.subarray(start, start + PIECE_BYTES)
}
