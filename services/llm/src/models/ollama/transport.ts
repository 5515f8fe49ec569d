import { AppError } from '@collabry/runtime/errors'
import { Ollama } from 'ollama'
import type { Call } from './call'
import { checkedLines } from './lines'

/** An embedding call of 64 texts answers about 1 MB. */
const BODY_BYTES_MAX = 64 * 1024 * 1024
const ERROR_BYTES_MAX = 64 * 1024

/** How a refusal of the model server is told to the caller: by status and the server's own words. */
export type Refusal = (status: number, words: string) => AppError

/**
 * The Ollama client for one call. Its own abort reaches only streams whose headers have come, and all of them, so every
 * request is bound to the call's signal instead; errors are read here, because the client prints bodies on the console.
 */
export function ollamaFor(url: string, call: Call, refusal: Refusal): Ollama {
  const bound = async (input: string | URL | Request, init: RequestInit = {}): Promise<Response> => {
    // Bun gives up a silent response after five minutes by itself; the deadlines of the call decide here.
    const response = await fetch(input, { ...init, signal: call.signal, redirect: 'error', timeout: false } as RequestInit).catch(
      (cause: unknown) => {
        throw new AppError('unavailable', 'The model server cannot be reached; try again shortly.', {
          cause,
          retryAfterMs: 1_000,
        })
      },
    )
    if (!response.ok) throw refusal(response.status, await errorWords(response))
    const { headers } = response
    if (!response.body) throw new AppError('upstream_error', 'The model server sent an empty answer.')
    if (headers.get('content-type')?.includes('x-ndjson')) {
      const reader = response.body.getReader()
      call.rest = () => reader.read()
      return new Response(checkedLines(reader), { headers })
    }
    return new Response(await readBytes(response.body, BODY_BYTES_MAX), { headers: { 'content-type': 'application/json' } })
  }
  return new Ollama({ host: url, fetch: bound as typeof fetch })
}

async function errorWords(response: Response): Promise<string> {
  if (!response.body) return ''
  const text = new TextDecoder().decode(await readBytes(response.body, ERROR_BYTES_MAX))
  try {
    const { error } = JSON.parse(text) as { error?: unknown }
    return typeof error === 'string' ? error : ''
  } catch {
    return ''
  }
}

async function readBytes(body: ReadableStream<Uint8Array>, bytesMax: number): Promise<Uint8Array<ArrayBuffer>> {
  const parts: Uint8Array[] = []
  let length = 0
  for await (const part of body) {
    length += part.length
    if (length > bytesMax) throw new AppError('upstream_error', 'The model server sent more than any answer has.')
    parts.push(part)
  }
  return new Uint8Array(Buffer.concat(parts))
}

/** Any failure of a call that has no code yet: a broken connection, or an answer of the wrong shape. */
export const brokenAnswer = (cause: unknown): AppError =>
  new AppError('upstream_error', 'The answer of the model broke off; try again.', { cause })
