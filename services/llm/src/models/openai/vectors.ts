import type { Call } from '../http/call'
import { embedCall, isTooLong, refusalOf } from '../http/embed-call'
import { brokenAnswer } from '../http/errors'
import { unit } from '../http/normalize-vector'
import type { Embedded } from '../model'
import { askJson, type OpenaiServer } from './server'

interface Wanted {
  model: string
  connectMs: number
  totalMs: number
}

/** Embeds one batch; unit vectors in the order of the texts. A text over the model's limit is embedded by its beginning. */
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

/** Beginnings of a text that was refused as too long: such servers do not cut. The last one fits the smallest model. */
const CUTS = [8_000, 2_000, 1_000, 500, 250]

async function oneByOne(texts: string[], ask: (texts: string[]) => Promise<Float32Array[]>): Promise<Embedded> {
  let textsCut = 0
  const vectors: Float32Array[] = []
  for (const text of texts) {
    const lengths = [text.length, ...CUTS.filter((length) => length < text.length)]
    for (const length of lengths) {
      const made = await ask([text.slice(0, length)]).catch((again: unknown) => {
        if (!isTooLong(again) || length === lengths.at(-1)) throw again
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
  if (!Array.isArray(data) || data.length !== count) throw brokenAnswer('another number of vectors than of texts')
  const vectors: Float32Array[] = []
  for (const { index, embedding } of data as { index: number; embedding: number[] }[]) vectors[index] = unit(embedding)
  if (vectors.length !== count || vectors.includes(undefined as never)) throw brokenAnswer('vectors of other texts')
  return vectors
}

/** vLLM says it with 400, llama.cpp with 500. */
const refusal = refusalOf((_status, words) => /context (length|size)|too (long|large)|exceed/i.test(words))
