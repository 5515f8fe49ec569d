import { AppError } from '@collabry/runtime/errors'
import type { Call } from './call'

const ERROR_BYTES_MAX = 64 * 1024

/** How a refusal of the model server is told to the caller: by status and the server's own words. */
export type Refusal = (status: number, words: string) => AppError

/** Sends a request that lives and dies with its call. Anything but a 2xx with a body is thrown. */
export async function request(
  call: Call,
  refusal: Refusal,
  input: string | URL | Request,
  init: RequestInit,
): Promise<{ headers: Headers; body: ReadableStream<Uint8Array> }> {
  // Bun gives up a silent response after five minutes by itself; the deadlines of the call decide here.
  const response = await fetch(input, { ...init, signal: call.signal, redirect: 'error', timeout: false } as RequestInit).catch(
    (cause: unknown) => {
      throw unreachable(cause)
    },
  )
  if (!response.ok) throw refusal(response.status, await errorWords(response))
  if (!response.body) throw new AppError('upstream_error', 'The model server sent an empty answer.')
  return { headers: response.headers, body: response.body }
}

export const unreachable = (cause?: unknown): AppError =>
  new AppError('unavailable', 'The model server cannot be reached; try again shortly.', { cause, retryAfterMs: 1_000 })

/** The server's sentence: `{"error": "…"}` as Ollama says it, `{"error": {"message": "…"}}` as the others do. */
async function errorWords(response: Response): Promise<string> {
  if (!response.body) return ''
  const text = new TextDecoder().decode(await readBytes(response.body, ERROR_BYTES_MAX))
  try {
    const { error, message } = JSON.parse(text) as { error?: unknown; message?: unknown }
    const words = typeof error === 'object' && error !== null ? (error as { message?: unknown }).message : (error ?? message)
    return typeof words === 'string' ? words : ''
  } catch {
    return ''
  }
}

export async function readBytes(body: ReadableStream<Uint8Array>, bytesMax: number): Promise<Uint8Array<ArrayBuffer>> {
  const parts: Uint8Array[] = []
  let length = 0
  for await (const part of body) {
    length += part.length
    if (length > bytesMax) throw new AppError('upstream_error', 'The model server sent more than any answer has.')
    parts.push(part)
  }
  return new Uint8Array(Buffer.concat(parts))
}
