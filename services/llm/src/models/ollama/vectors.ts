import { AppError } from '@collabry/runtime/errors'
import { openCall } from './call'
import { foldForEmbedding } from './fold'
import { reach } from './reach'
import { brokenAnswer, ollamaFor, type Refusal } from './transport'

interface Upstream {
  url: string
  model: string
  connectMs: number
  totalMs: number
}

/** Embeds one batch; unit vectors in the order of the texts. A text over the model's limit is embedded by its beginning. */
export async function embedBatch({ url, model, connectMs, totalMs }: Upstream, texts: string[], signal: AbortSignal) {
  const call = openCall(signal, totalMs)
  try {
    reach(url, connectMs).catch(call.fail)
    const input = texts.map(foldForEmbedding)
    const { embeddings } = await ollamaFor(url, call, refusal).embed({ model, input, truncate: true })
    if (!Array.isArray(embeddings) || embeddings.length !== texts.length)
      throw brokenAnswer('another number of vectors than of texts')
    const vectors = embeddings.map(unit)
    call.finished()
    return vectors
  } catch (error) {
    throw call.failure(error, brokenAnswer)
  } finally {
    call.close()
  }
}

function unit(components: number[]): Float32Array {
  const length = Math.hypot(...components)
  if (!(length > 0) || !Number.isFinite(length)) throw brokenAnswer('a vector without a direction')
  return Float32Array.from(components, (component) => component / length)
}

const refusal: Refusal = (status) => {
  if (status === 404 || status === 501) return new AppError('unavailable', 'There is no embedding model on the model server.')
  if (status === 429 || status === 503)
    return new AppError('overloaded', 'The model server is busy; try again shortly.', { retryAfterMs: 2_000 })
  return new AppError('upstream_error', 'The embedding model failed; try again.', { cause: new Error(`status ${status}`) })
}
