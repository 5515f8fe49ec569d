import { isRecord } from '@collabry/runtime/validation'
import { Elysia } from 'elysia'
import { formBody, type HoldBody } from '../core/body/body'
import { jsonOf } from '../core/body/json-fields'
import { type FileForm, hashForm, readFileForm } from '../core/body/multipart'
import { examples } from '../core/openapi/examples'
import { formOperation } from '../core/openapi/operation'
import { callerOf, requestContext } from '../core/request-context'
import { formNotebook, ID_PATTERN } from '../core/schemas'
import type { Rag, UploadHead } from './ports'
import { checkMetadata, uploadAnswer, wrongField } from './upload-head'

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
      const first = head()
      const corrected = () => {
        const last = head()
        return Bun.deepEquals(first, last) ? undefined : last
      }
      const { keyed } = requestContext(request)
      const hashed = keyed && hashForm(form)
      const task = await rag.upload(first, hashed?.bytes ?? form.bytes, callerOf(request), corrected)
      if (hashed) keyed.formHash = hashed.digest()
      return uploadAnswer(request, task)
    },
    {
      parse: formBody(maxUploadBytes),
      detail: formOperation('uploadFile', 'Documents', 'takes a file; it is searchable once its task is completed', {
        ...examples.uploadFile,
        fields: FIELDS,
      }),
    },
  )

const FIELDS = {
  file: {
    type: 'string',
    contentMediaType: 'application/octet-stream',
    description:
      'PDF, DOCX, PPTX, XLSX, CSV, HTML, EPUB, Markdown, text in any common encoding, or a scan or picture (PNG, JPEG, TIFF, WebP, GIF) of text; what it is, is seen from its bytes',
  },
  metadata: { type: 'string', contentMediaType: 'application/json', description: 'A JSON object of at most 16 KiB' },
  notebook_id: { type: 'string', pattern: ID_PATTERN, maxLength: 128, description: 'The notebook' },
}

/** The upload's head from the fields before the file. */
function headOf(request: Request, { filename, fields }: FileForm): UploadHead {
  const metadata = metadataOf(fields.get('metadata') || '{}')
  const notebookId = formNotebook(fields.get('notebook_id') ?? '')
  const { publish } = checkMetadata(request, metadata)
  return { filename: nameOf(filename), contentType: 'application/octet-stream', metadata, notebookId, publish }
}

function metadataOf(text: string): Record<string, unknown> {
  const value = jsonOf(text, 'metadata')
  if (!isRecord(value)) throw wrongField('metadata', 'must be a JSON object')
  return value
}

/** The last part of what may be a path on the sender's machine. It is shown, and names no file of ours. */
function nameOf(path: string | undefined): string {
  const name = (path ?? '').split(/[/\\]/).at(-1)?.trim() ?? ''
  if (name.length < 1 || name.length > 255 || /\p{Cc}/u.test(name) || !name.isWellFormed())
    throw wrongField('filename', 'must be 1 to 255 characters without control characters')
  return name
}
