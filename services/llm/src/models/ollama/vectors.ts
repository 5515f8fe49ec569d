import { timeSlices } from '@collabry/runtime/time-slices'
import type { Call, ServerLimits } from '../http/call'
import { embedCall, embedRefusalOf, isTooLong, normalizeVector } from '../http/embed-call'
import { brokenAnswer } from '../http/errors'
import type { Embedded } from '../model'
import { foldForEmbedding } from './fold'
import { ollamaFor } from './transport'

interface Upstream extends ServerLimits {
  model: string
}

/**
 * Embeds one batch; unit vectors in the order of the texts. Of a text over the model's limit only the beginning is embedded.
 * The server would cut it silently; asked not to, it refuses the text before it computes.
 */
export async function embedBatch({ model, ...upstream }: Upstream, texts: string[], signal: AbortSignal): Promise<Embedded> {
  const pause = timeSlices(signal)
  const input: string[] = []
  for (const text of texts) {
    await pause()
    input.push(foldForEmbedding(text))
  }
  const ask = (call: Call) => async (input: string[], truncate: boolean) => {
    const { embeddings } = await ollamaFor(upstream.url, call, refusal).embed({ model, input, truncate })
    if (!Array.isArray(embeddings) || embeddings.length !== input.length)
      throw brokenAnswer('the number of vectors differs from that of texts')
    return embeddings.map(normalizeVector)
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

const refusal = embedRefusalOf((status, message) => status === 400 && /context length|too long|exceed/i.test(message))
