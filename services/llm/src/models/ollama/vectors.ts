import { AppError } from '@collabry/runtime/errors'
import type { Embedded } from '../model'
import { openCall } from '../wire/call'
import { brokenAnswer, embedRefusal } from '../wire/failures'
import { reach } from '../wire/reach'
import type { Refusal } from '../wire/request'
import { unit } from '../wire/unit'
import { foldForEmbedding } from './fold'
import { ollamaFor } from './transport'

interface Upstream {
  url: string
  model: string
  connectMs: number
  totalMs: number
}

/** Embeds one batch; unit vectors in the order of the texts. A text over the model's limit is embedded by its beginning. */
export async function embedBatch({ url, model, connectMs, totalMs }: Upstream, texts: string[], signal: AbortSignal) {
  const call = openCall(signal, totalMs)
  const ask = async (input: string[], truncate: boolean) => {
    const { embeddings } = await ollamaFor(url, call, refusal).embed({ model, input, truncate })
    if (!Array.isArray(embeddings) || embeddings.length !== input.length)
      throw brokenAnswer('another number of vectors than of texts')
    return embeddings.map(unit)
  }
  try {
    reach(url, connectMs).catch(call.fail)
    const input = texts.map(foldForEmbedding)
    const embedded = await ask(input, false).then((vectors): Embedded => ({ vectors, textsCut: 0 }), oneByOne(input, ask))
    call.finished()
    return embedded
  } catch (error) {
    throw call.failure(error, brokenAnswer)
  } finally {
    call.close()
  }
}

/**
 * The server cuts silently, so it is first asked not to. Where it refuses, which it does before it computes, the texts are
 * asked for one by one: only so it is known which were cut.
 */
const oneByOne =
  (input: string[], ask: (input: string[], truncate: boolean) => Promise<Float32Array[]>) =>
  async (error: unknown): Promise<Embedded> => {
    if (!isTooLong(error)) throw error
    let textsCut = 0
    const vectors: Float32Array[] = []
    for (const text of input) {
      const made = await ask([text], false).catch((again: unknown) => {
        if (!isTooLong(again)) throw again
        textsCut++
        return ask([text], true)
      })
      vectors.push(...made)
    }
    return { vectors, textsCut }
  }

const TOO_LONG = Symbol('too long')
const isTooLong = (error: unknown) => error instanceof AppError && error.cause === TOO_LONG

const refusal: Refusal = (status, words) =>
  status === 400 && /context length|too long|exceed/i.test(words)
    ? new AppError('upstream_error', 'A text is longer than the embedding model takes.', { cause: TOO_LONG })
    : embedRefusal(status, words)
