import { AppError } from '@collabry/runtime/errors'
import { readBytes } from '@collabry/runtime/validation'
import type { Call } from './call'

const ERROR_BYTES_MAX = 64 * 1024

/** Makes the error for a refusal of the model server, from its status and its message. */
export type Refusal = (status: number, message: string) => AppError

/** Sends a request that ends with its call. Throws for anything but a 2xx with a body. */
export async function request(
  call: Call,
  refusal: Refusal,
  input: string | URL | Request,
  init: RequestInit,
): Promise<{ headers: Headers; body: ReadableStream<Uint8Array> }> {
  // Bun aborts a silent response after five minutes; `timeout: false` leaves that to the deadlines of the call.
  const response = await fetch(input, { ...init, signal: call.signal, redirect: 'error', timeout: false } as RequestInit).catch(
    (cause: unknown) => {
      throw unreachable(cause)
    },
  )
  if (!response.ok) throw refusal(response.status, await errorMessage(response))
  if (!response.body) throw new AppError('upstream_error', 'The model server sent an empty answer.')
  return { headers: response.headers, body: response.body }
}

export const unreachable = (cause?: unknown): AppError =>
  new AppError('unavailable', 'The model server cannot be reached; try again shortly.', { cause, retryAfterMs: 1_000 })

/** The server's message: `{"error": "…"}` from Ollama, `{"error": {"message": "…"}}` from others; empty: none. */
async function errorMessage(response: Response): Promise<string> {
  if (!response.body) return ''
  const text = new TextDecoder().decode(await readBytes(response.body, ERROR_BYTES_MAX, answerTooLarge))
  try {
    const { error, message } = JSON.parse(text) as { error?: unknown; message?: unknown }
    const found = typeof error === 'object' && error !== null ? (error as { message?: unknown }).message : (error ?? message)
    return typeof found === 'string' ? found : ''
  } catch {
    return ''
  }
}

export const answerTooLarge = () => new AppError('upstream_error', 'The answer of the model server is too large.')
