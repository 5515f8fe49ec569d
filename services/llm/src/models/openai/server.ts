import { isRecord, readBytes } from '@collabry/runtime/validation'
import { answerTooLarge, type Call, type Refusal, request, runCall } from '../http/call'
import { brokenAnswer, listRefusal } from '../http/errors'
import { STARTED_EPOCH_MS } from '../model'

/** Address and credentials of one server. */
export interface OpenaiServer {
  /** Up to and with /v1. */
  url: string
  /** Empty: no key is sent. */
  apiKey: string
}

/** The vectors of 64 texts are about 2 MB of JSON. */
const BODY_BYTES_MAX = 64 * 1024 * 1024

export const credentials = ({ apiKey }: OpenaiServer): Record<string, string> =>
  apiKey === '' ? {} : { authorization: `Bearer ${apiKey}` }

/** Sends a request of OpenAI's API: a POST if there is a body, else a GET. */
const ask = (server: OpenaiServer, path: string, body: object | undefined, call: Call, refusal: Refusal) =>
  request(call, refusal, `${server.url}${path}`, {
    method: body ? 'POST' : 'GET',
    headers: { ...(body ? { 'content-type': 'application/json' } : {}), ...credentials(server) },
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

/** The models of a server by name. */
export type OfferedModels = Map<string, ModelEntry>

interface ModelEntry {
  /** 0: the server does not report it. */
  window: number
  createdEpochMs: number
}

const MODELS_MAX = 1_000

export const readModels = (
  server: OpenaiServer,
  limits: { connectMs: number; totalMs: number },
  signal: AbortSignal,
): Promise<OfferedModels> =>
  runCall({ url: server.url, ...limits }, signal, async (call) => {
    const { data } = await askJson(server, '/models', undefined, call, listRefusal)
    if (!Array.isArray(data)) throw brokenAnswer('there is no list of models')
    return new Map(
      data
        .slice(0, MODELS_MAX)
        .map((model) => [String(model?.id), { window: windowOf(model), createdEpochMs: createdOf(model) }]),
    )
  })

/** vLLM reports it. OpenAI and Ollama do not, and llama.cpp reports the training context, which is not the window. */
const windowOf = (model: { max_model_len?: unknown } | null): number =>
  typeof model?.max_model_len === 'number' && model.max_model_len > 0 ? model.max_model_len : 0

const MS_PER_SECOND = 1_000

const createdOf = (model: { created?: unknown } | null): number =>
  typeof model?.created === 'number' && model.created > 0 ? model.created * MS_PER_SECOND : STARTED_EPOCH_MS

/** The server's own name of a model, which has a tag on Ollama; undefined: the server does not have the model. */
export const offeredName = (models: OfferedModels, wanted: string): string | undefined =>
  [wanted, `${wanted}:latest`].find((name) => wanted !== '' && models.has(name))
