import type { Call, ServerLimits } from '../http/call'
import { embedCall, embedRefusalOf, isTooLong, normalizeVector } from '../http/embed-call'
import { brokenAnswer } from '../http/errors'
import type { Embedded } from '../model'
import { askJson, type OpenaiServer } from './server'

interface Wanted extends Omit<ServerLimits, 'url'> {
  model: string
}

/** Embeds one batch; unit vectors in the order of the texts. Of a text over the model's limit only the beginning is embedded. */
export function embedBatch(
  server: OpenaiServer,
  { model, connectMs, totalMs }: Wanted,
  texts: string[],
  signal: AbortSignal,
): Promise<Embedded> {
  const ask = (call: Call) => async (input: string[]) =>
    readVectors(await askJson(server, '/embeddings', { model, input, encoding_format: 'float' }, call, refusal), input.length)
  return embedCall(
    { url: server.url, connectMs, totalMs },
    { together: (call) => ask(call)(texts), oneByOne: (call) => oneByOne(texts, ask(call)) },
    signal,
  )
}

/** Lengths to which a refused text is cut, since such servers do not cut. The last one fits the smallest model. */
const CUTS = [8_000, 2_000, 1_000, 500, 250]

async function oneByOne(texts: string[], ask: (texts: string[]) => Promise<Float32Array[]>): Promise<Embedded> {
  let textsCut = 0
  const vectors: Float32Array[] = []
  for (const text of texts) {
    const lengths = [text.length, ...CUTS.filter((length) => length < text.length)]
    for (const length of lengths) {
      const made = await ask([text.slice(0, length)]).catch((error: unknown) => {
        if (!isTooLong(error) || length === lengths.at(-1)) throw error
        return undefined
      })
      if (!made) continue
      vectors.push(...made)
      if (length < text.length) textsCut++
      break
    }
  }
  return { vectors, textsCut }
}

function readVectors({ data }: Record<string, unknown>, count: number): Float32Array[] {
  if (!Array.isArray(data) || data.length !== count) throw brokenAnswer('the number of vectors differs from that of texts')
  const vectors: Float32Array[] = []
  for (const { index, embedding } of data as { index: number; embedding: number[] }[]) vectors[index] = normalizeVector(embedding)
  if (vectors.length !== count || vectors.includes(undefined as never)) throw brokenAnswer('the vectors have wrong indexes')
  return vectors
}

/** vLLM answers with status 400, llama.cpp with 500. */
const refusal = embedRefusalOf((_status, message) => /context (length|size)|too (long|large)|exceed/i.test(message))
