import { isRecord, readBytes } from '@collabry/runtime/validation'
import { answerTooLarge, type Call, type Refusal, request } from '../http/call'
import { brokenAnswer } from '../http/errors'

/** Address and credentials of one server. */
export interface OpenaiServer {
  /** Up to and with /v1. */
  url: string
  /** Empty: no key is sent. */
  apiKey: string
}

/** The vectors of 64 texts are about 2 MB of JSON. */
const BODY_BYTES_MAX = 64 * 1024 * 1024

/** Sends a request of OpenAI's API: a POST if there is a body, else a GET. */
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
  const value: unknown = JSON.parse(new TextDecoder().decode(await readBytes(answer.body, BODY_BYTES_MAX, answerTooLarge)))
  if (!isRecord(value)) throw brokenAnswer('the answer is no JSON object')
  return value
}
