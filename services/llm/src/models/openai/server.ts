import type { Call } from '../http/call'
import { brokenAnswer } from '../http/errors'
import { type Refusal, readBytes, request } from '../http/request'

/** One server, and how to speak to it. */
export interface OpenaiServer {
  /** Up to and with /v1. */
  url: string
  /** Empty: none is sent. */
  apiKey: string
}

/** Vectors of 64 texts come as about 2 MB of JSON. */
const BODY_BYTES_MAX = 64 * 1024 * 1024

/** Sends a request of OpenAI's API: a POST where there is a body. */
export const ask = ({ url, apiKey }: OpenaiServer, path: string, body: object | undefined, call: Call, refusal: Refusal) =>
  request(call, refusal, `${url}${path}`, {
    method: body ? 'POST' : 'GET',
    headers: {
      ...(body ? { 'content-type': 'application/json' } : {}),
      ...(apiKey === '' ? {} : { authorization: `Bearer ${apiKey}` }),
    },
    ...(body ? { body: JSON.stringify(body) } : {}),
  })

/** The answer as one JSON object. */
export async function askJson(
  server: OpenaiServer,
  path: string,
  body: object | undefined,
  call: Call,
  refusal: Refusal,
): Promise<Record<string, unknown>> {
  const answer = await ask(server, path, body, call, refusal)
  const value: unknown = JSON.parse(new TextDecoder().decode(await readBytes(answer.body, BODY_BYTES_MAX)))
  if (typeof value !== 'object' || value === null) throw brokenAnswer('no JSON object')
  return value as Record<string, unknown>
}
