import { readBytes } from '@collabry/runtime/validation'
import { Ollama } from 'ollama'
import type { Call } from '../http/call'
import { answerTooLarge, type Refusal, request } from '../http/request'
import { lineReader } from './lines'

/** The vectors of 64 texts are about 1 MB. */
const BODY_BYTES_MAX = 64 * 1024 * 1024

/**
 * The Ollama client for one call. Its own abort works only after the headers, and on all streams at once, so every request
 * gets the signal of the call instead. Errors are read here, because the client prints bodies on the console.
 */
export function ollamaFor(url: string, call: Call, refusal: Refusal): Ollama {
  const bound = async (input: string | URL | Request, init: RequestInit = {}): Promise<Response> => {
    const { body } = await request(call, refusal, input, init)
    return new Response(await readBytes(body, BODY_BYTES_MAX, answerTooLarge), {
      headers: { 'content-type': 'application/json' },
    })
  }
  return new Ollama({ host: url, fetch: bound as typeof fetch })
}

/** Starts a streamed chat without the Ollama client (see lineReader) and returns the function that reads its lines. */
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
