import { Ollama } from 'ollama'
import type { Call } from '../http/call'
import { type Refusal, readBytes, request } from '../http/request'
import { lineReader } from './lines'

/** An embedding call of 64 texts answers about 1 MB. */
const BODY_BYTES_MAX = 64 * 1024 * 1024

/**
 * The Ollama client for one call. Its own abort reaches only streams whose headers have come, and all of them, so every
 * request is bound to the call's signal instead; errors are read here, because the client prints bodies on the console.
 */
export function ollamaFor(url: string, call: Call, refusal: Refusal): Ollama {
  const bound = async (input: string | URL | Request, init: RequestInit = {}): Promise<Response> => {
    const { body } = await request(call, refusal, input, init)
    return new Response(await readBytes(body, BODY_BYTES_MAX), { headers: { 'content-type': 'application/json' } })
  }
  return new Ollama({ host: url, fetch: bound as typeof fetch })
}

/** Starts a streamed chat, past the client: see `lineReader`. Gives the reading of its lines. */
export async function openChat(url: string, call: Call, refusal: Refusal, chat: object): Promise<() => Promise<object[]>> {
  const { body } = await request(call, refusal, `${url}/api/chat`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ ...chat, stream: true }),
  })
  const reader = body.getReader()
  call.rest = () => reader.read()
  return lineReader(reader)
}
