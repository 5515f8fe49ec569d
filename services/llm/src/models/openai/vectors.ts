import { AppError } from '@collabry/runtime/errors'
import type { Embedded } from '../model'
import { openCall } from '../wire/call'
import { brokenAnswer, embedRefusal } from '../wire/failures'
import { reach } from '../wire/reach'
import type { Refusal } from '../wire/request'
import { unit } from '../wire/unit'
import { askJson, type OpenaiServer } from './server'

interface Wanted {
  model: string
  connectMs: number
  totalMs: number
}

/** Embeds one batch; unit vectors in the order of the texts. A text over the model's limit is embedded by its beginning. */
export async function embedBatch(
  server: OpenaiServer,
  { model, connectMs, totalMs }: Wanted,
  texts: string[],
  signal: AbortSignal,
) {
  const call = openCall(signal, totalMs)
  const ask = async (input: string[]) =>
    readVectors(await askJson(server, '/embeddings', { model, input, encoding_format: 'float' }, call, refusal), input.length)
  try {
    reach(server.url, connectMs).catch(call.fail)
    const embedded = await ask(texts).then((vectors): Embedded => ({ vectors, textsCut: 0 }), oneByOne(texts, ask))
    call.finished()
    return embedded
  } catch (error) {
    throw call.failure(error, brokenAnswer)
  } finally {
    call.close()
  }
}

/** Beginnings of a text that was refused as too long: such servers do not cut. The last one fits the smallest model. */
const CUTS = [8_000, 2_000, 1_000, 500, 250]

/** One long text must not cost the others theirs: they are asked for one by one. */
const oneByOne =
  (texts: string[], ask: (texts: string[]) => Promise<Float32Array[]>) =>
  async (error: unknown): Promise<Embedded> => {
    if (!isTooLong(error)) throw error
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

const TOO_LONG = Symbol('too long')
const isTooLong = (error: unknown) => error instanceof AppError && error.cause === TOO_LONG

/** vLLM says it with 400, llama.cpp with 500. */
const refusal: Refusal = (status, words) =>
  /context (length|size)|too (long|large)|exceed/i.test(words)
    ? new AppError('upstream_error', 'A text is longer than the embedding model takes.', { cause: TOO_LONG })
    : embedRefusal(status, words)
