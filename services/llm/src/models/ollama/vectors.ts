import type { Call } from '../http/call'
import { embedCall, isTooLong, refusalOf } from '../http/embed-call'
import { brokenAnswer } from '../http/errors'
import { unit } from '../http/normalize-vector'
import type { Embedded } from '../model'
import { foldForEmbedding } from './fold'
import { ollamaFor } from './transport'

interface Upstream {
  url: string
  model: string
  connectMs: number
  totalMs: number
}

/**
 * Embeds one batch; unit vectors in the order of the texts. A text over the model's limit is embedded by its beginning: the
 * server cuts silently, so it is first asked not to, and refuses before it computes.
 */
export function embedBatch({ model, ...upstream }: Upstream, texts: string[], signal: AbortSignal): Promise<Embedded> {
  const input = texts.map(foldForEmbedding)
  const ask = (call: Call) => async (input: string[], truncate: boolean) => {
    const { embeddings } = await ollamaFor(upstream.url, call, refusal).embed({ model, input, truncate })
    if (!Array.isArray(embeddings) || embeddings.length !== input.length)
      throw brokenAnswer('another number of vectors than of texts')
    return embeddings.map(unit)
  }
  return embedCall(
    upstream,
    { together: (call) => ask(call)(input, false), oneByOne: (call) => oneByOne(input, ask(call)) },
    signal,
  )
}

async function oneByOne(
  input: string[],
  ask: (input: string[], truncate: boolean) => Promise<Float32Array[]>,
): Promise<Embedded> {
  let textsCut = 0
  const vectors: Float32Array[] = []
  for (const text of input) {
    const made = await ask([text], false).catch((error: unknown) => {
      if (!isTooLong(error)) throw error
      textsCut++
      return ask([text], true)
    })
    vectors.push(...made)
  }
  return { vectors, textsCut }
}

const refusal = refusalOf((status, words) => status === 400 && /context length|too long|exceed/i.test(words))
