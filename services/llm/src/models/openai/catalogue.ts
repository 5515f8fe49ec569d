import { openCall } from '../http/call'
import { brokenAnswer, listRefusal } from '../http/errors'
import { reach } from '../http/reach'
import { askJson, type OpenaiServer } from './server'

/** What the server offers: its models by name, each with its window, 0 where it does not say. */
export type Offer = Map<string, number>

const MODELS_MAX = 1_000

export async function readOffer(
  server: OpenaiServer,
  { connectMs, totalMs }: { connectMs: number; totalMs: number },
  signal: AbortSignal,
): Promise<Offer> {
  const call = openCall(signal, totalMs)
  try {
    reach(server.url, connectMs).catch(call.fail)
    const { data } = await askJson(server, '/models', undefined, call, listRefusal)
    if (!Array.isArray(data)) throw brokenAnswer('no list of models')
    call.finished()
    return new Map(data.slice(0, MODELS_MAX).map((model) => [String(model?.id), windowOf(model)]))
  } catch (error) {
    throw call.failure(error, brokenAnswer)
  } finally {
    call.close()
  }
}

/** vLLM says it; OpenAI and Ollama do not, and llama.cpp tells what the model was trained with, which is not its window. */
const windowOf = (model: { max_model_len?: unknown } | null): number =>
  typeof model?.max_model_len === 'number' && model.max_model_len > 0 ? model.max_model_len : 0

/** The name under which the server has a model: Ollama's side tells names with a tag. */
export const offeredName = (offer: Offer, wanted: string): string | undefined =>
  [wanted, `${wanted}:latest`].find((name) => wanted !== '' && offer.has(name))
