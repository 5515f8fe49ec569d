import { createHash } from 'node:crypto'
import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type LocalModel, openModel } from '@collabry/embedding-model/model'
import { DESCRIPTION, queryFloorOf } from '@collabry/embedding-model/parameters'
import { AppError } from '@collabry/runtime/errors'
import type { ModelEmbedding } from '../src/ingest/embedder'

const TEXTS_A_CALL = 64
const CALL_MS_MAX = 120_000
const HASH_BYTES = 32

/** Makes vectors of a few texts. */
interface Source {
  model: string
  /** Written before a text. */
  prefixes: Record<Purpose, string>
  similarityFloor: number
  queryFloorOf?: (query: string) => number
  ask(texts: string[]): Promise<Float32Array[]>
}

type Purpose = 'query' | 'document'

export type Embed = (texts: string[], purpose: Purpose) => Promise<ModelEmbedding[]>

/** As a search asks for the vector of a query, and for that of its content. */
export const queryEmbedder = (embed: Embed) => async (text: string) =>
  (await embed([text], 'query'))[0] ?? Promise.reject(new Error('a query without a vector'))

/** Vectors of a running Ollama. */
export const ollamaVectors = (url: string, model: string): Source => ({
  model,
  prefixes: { query: '', document: '' },
  similarityFloor: 0,
  ask: (texts) => ask(url, model, texts),
})

/** Vectors of the model that comes with the product; it is loaded with the first text. */
export function builtinVectors(): Source {
  let model: LocalModel | undefined
  return {
    model: DESCRIPTION.name,
    prefixes: DESCRIPTION.prefixes,
    similarityFloor: DESCRIPTION.similarityFloor,
    queryFloorOf,
    async ask(texts) {
      model ??= openModel()
      const steps = model.embed(texts, 'short')
      for (let step = steps.next(); ; step = steps.next()) if (step.done) return step.value.map(({ vector }) => vector)
    },
  }
}

/** Vectors that are kept in a file of the model by the hash of their text: the same text is embedded once. */
export function cachedVectors(
  { model, prefixes, similarityFloor, queryFloorOf, ask }: Source,
  cache: string,
  progress: (done: number, of: number) => void,
): Embed {
  mkdirSync(cache, { recursive: true })
  const path = join(cache, `${model.replaceAll(/[^\w.-]/g, '-')}.vectors`)
  const known = existsSync(path) ? readVectors(readFileSync(path)) : new Map<string, Float32Array>()

  return async (unprefixed, purpose) => {
    const texts = unprefixed.map((text) => prefixes[purpose] + text)
    const missing = [...new Set(texts)].filter((text) => !known.has(hashOf(text)))
    for (let at = 0; at < missing.length; at += TEXTS_A_CALL) {
      const batch = missing.slice(at, at + TEXTS_A_CALL)
      for (const [index, vector] of (await ask(batch)).entries()) {
        const hash = hashOf(batch[index] ?? '')
        if (known.size === 0) appendFileSync(path, new Uint8Array(new Uint32Array([vector.length]).buffer))
        appendFileSync(path, Buffer.concat([Buffer.from(hash, 'hex'), new Uint8Array(vector.buffer)]))
        known.set(hash, vector)
      }
      progress(at + batch.length, missing.length)
    }
    const floorOf = (text: string) => (purpose === 'query' && queryFloorOf?.(text)) || similarityFloor
    return texts.map((text, at) => ({
      model,
      vector: known.get(hashOf(text)) ?? new Float32Array(),
      similarityFloor: floorOf(unprefixed[at] ?? ''),
    }))
  }
}

/** The file: the length of the vectors, then hash and vector by turns. */
function readVectors(bytes: Buffer): Map<string, Float32Array> {
  const vectors = new Map<string, Float32Array>()
  if (bytes.length < 4) return vectors
  const vectorBytes = bytes.readUInt32LE(0) * 4
  for (let at = 4; at + HASH_BYTES + vectorBytes <= bytes.length; at += HASH_BYTES + vectorBytes) {
    const vector = new Uint8Array(bytes.subarray(at + HASH_BYTES, at + HASH_BYTES + vectorBytes))
    vectors.set(bytes.toString('hex', at, at + HASH_BYTES), new Float32Array(vector.buffer))
  }
  return vectors
}

const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex')

async function ask(url: string, model: string, input: string[]): Promise<Float32Array[]> {
  const signal = AbortSignal.timeout(CALL_MS_MAX)
  const body = JSON.stringify({ model, input })
  const response = await fetch(new URL('/api/embed', url), { method: 'POST', body, signal }).catch((cause: unknown) => {
    throw new AppError('unavailable', `No Ollama answers at ${url}; start one, or name its address in OLLAMA_BASE_URL.`, {
      cause,
    })
  })
  if (!response.ok)
    throw new AppError('unavailable', `Ollama has no embeddings of ${model} (${response.status}): ollama pull ${model}`)
  const { embeddings } = (await response.json()) as { embeddings: number[][] }
  return embeddings.map((numbers) => {
    const length = Math.hypot(...numbers) || 1
    return Float32Array.from(numbers, (number) => number / length)
  })
}
