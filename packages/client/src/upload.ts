import { ApiError, ConnectionError, errorOf } from './errors.js'
import { type ClientOptions, headersOf, pause, type Send, urlOf } from './send.js'
import type { UploadAccepted, UploadTask } from './types.js'

export interface UploadFields {
  /** Default: the name of the file. */
  filename?: string
  metadata?: Record<string, unknown>
  notebookId?: string
}

export type UploadProgress =
  /** Bytes on their way; browsers tell them one by one, elsewhere there is one report at the end. */
  | { phase: 'sending'; sent: number; total: number }
  /** The text is made searchable; `progress` is from 0 to 1. */
  | { phase: 'processing'; progress: number; task: UploadTask }

export interface UploadOptions extends UploadFields {
  signal?: AbortSignal
  onProgress?: (progress: UploadProgress) => void
}

interface Parts {
  send: Send
  options: ClientOptions
}

const PATH = '/ai/upload/file'
/** Pauses between looks at a task; they grow. */
const LOOK_MS_MIN = 100
const LOOK_MS_MAX = 2_000

/** Sends a file and waits until it is searchable. Throws what its task failed with. */
export async function upload(parts: Parts, file: Blob, options: UploadOptions = {}): Promise<UploadTask> {
  const accepted = await sendFile(parts, file, options)
  const { signal, onProgress } = options
  for (let waitMs = LOOK_MS_MIN; ; waitMs = Math.min(waitMs * 2, LOOK_MS_MAX)) {
    const task = await taskOf(parts, accepted.task_id, signal)
    onProgress?.({ phase: 'processing', progress: task.progress, task })
    if (task.status === 'completed') return task
    if (task.status === 'failed') throw failureOf(task)
    await pause(waitMs, signal)
  }
}

export const taskOf = async ({ send }: Pick<Parts, 'send'>, taskId: string, signal?: AbortSignal) =>
  (await (await send(`/ai/upload/status/${encodeURIComponent(taskId)}`, { signal })).json()) as UploadTask

/** Sends a file; the answer comes before it is read. */
export async function sendFile(
  { send, options }: Parts,
  file: Blob,
  { filename, metadata, notebookId, signal, onProgress }: UploadOptions = {},
): Promise<UploadAccepted> {
  const form = new FormData()
  // Fields go before the file: the server has them when the bytes come.
  if (metadata) form.set('metadata', JSON.stringify(metadata))
  if (notebookId !== undefined) form.set('notebook_id', notebookId)
  form.set('file', file, filename ?? ('name' in file ? String(file.name) : 'file'))
  const report = (sent: number) => onProgress?.({ phase: 'sending', sent, total: file.size })
  const { XMLHttpRequest } = globalThis as unknown as { XMLHttpRequest?: new () => Xhr }
  if (onProgress && !options.fetch && XMLHttpRequest) return byXhr(new XMLHttpRequest(), options, form, report, signal)
  report(0)
  const response = await send(PATH, { method: 'POST', body: form, signal })
  report(file.size)
  return (await response.json()) as UploadAccepted
}

/** The part of XMLHttpRequest that is used; only browsers have it. */
interface Xhr {
  upload: { onprogress?: (event: { loaded: number }) => void }
  onload?: () => void
  onerror?: () => void
  onabort?: () => void
  status: number
  responseText: string
  open(method: string, url: string): void
  setRequestHeader(name: string, value: string): void
  getAllResponseHeaders(): string
  send(body: FormData): void
  abort(): void
}

/** Only XMLHttpRequest tells how far an upload is. */
async function byXhr(
  xhr: Xhr,
  options: ClientOptions,
  form: FormData,
  report: (sent: number) => void,
  signal?: AbortSignal,
): Promise<UploadAccepted> {
  signal?.throwIfAborted()
  const headers = await headersOf(options, form, { 'idempotency-key': crypto.randomUUID() })
  const answer = new Promise<Response>((resolve, reject) => {
    xhr.upload.onprogress = ({ loaded }) => report(loaded)
    xhr.onload = () => resolve(new Response(xhr.responseText, { status: xhr.status, headers: rawHeaders(xhr) }))
    xhr.onerror = () => reject(new ConnectionError('The upload broke off.'))
    xhr.onabort = () => reject(signal?.reason)
    signal?.addEventListener('abort', () => xhr.abort(), { once: true })
  })
  xhr.open('POST', urlOf(options.baseUrl, PATH).href)
  for (const [name, value] of Object.entries(headers)) xhr.setRequestHeader(name, value)
  xhr.send(form)
  const response = await answer
  if (!response.ok) throw await errorOf(response)
  return (await response.json()) as UploadAccepted
}

const rawHeaders = (xhr: Xhr) =>
  xhr
    .getAllResponseHeaders()
    .trim()
    .split(/\r\n/)
    .map((line): [string, string] => {
      const colon = line.indexOf(':')
      return [line.slice(0, colon), line.slice(colon + 1).trim()]
    })

const failureOf = ({ error, task_id, completed_at }: UploadTask) =>
  new ApiError(200, {
    error: 'Upload failed',
    detail: error ?? 'The document could not be read.',
    code: 'upstream_error',
    timestamp: completed_at ?? new Date().toISOString(),
    request_id: task_id,
  })
