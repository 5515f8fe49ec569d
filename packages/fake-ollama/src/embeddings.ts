import { createHash } from 'node:crypto'

export interface EmbedBody {
  model: string
  input: string | string[]
  /** Ollama only: false refuses texts that are too long. */
  truncate?: boolean
  encoding_format?: string
}

const textsOf = ({ input }: EmbedBody): string[] => (typeof input === 'string' ? [input] : input)

/** Counts one token per word, which is enough to test the limit. */
const fits = (text: string, tokensMax: number) => text.split(/\s+/).filter((word) => word !== '').length <= tokensMax

/** Answers of both APIs; undefined if a text is too long. The OpenAI side always refuses such texts, as vLLM does. */
export const embedAnswers = {
  ollama(body: EmbedBody, tokensMax: number) {
    const texts = textsOf(body)
    if (body.truncate === false && !texts.every((text) => fits(text, tokensMax))) return undefined
    return { model: body.model, embeddings: texts.map(vectorOf), prompt_eval_count: texts.length }
  },
  openai(body: EmbedBody, tokensMax: number) {
    const texts = textsOf(body)
    if (!texts.every((text) => fits(text, tokensMax))) return undefined
    // Reversed on purpose, since clients must use the index.
    const data = texts.map((text, index) => ({ object: 'embedding', index, embedding: vectorOf(text) })).reverse()
    return { object: 'list', data, model: body.model, usage: { prompt_tokens: texts.length, total_tokens: texts.length } }
  },
}

export const DIMENSION = 384

/**
 * A deterministic unit vector: the sum of one pseudo-random direction a word, so that texts that share words are near each
 * other and texts that share none are nearly orthogonal.
 */
function vectorOf(text: string): number[] {
  const vector = new Float64Array(DIMENSION)
  for (const word of text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? ['']) {
    const direction = directionOf(word)
    for (let index = 0; index < DIMENSION; index++) vector[index] = (vector[index] ?? 0) + (direction[index] ?? 0)
  }
  const length = Math.hypot(...vector) || 1
  return Array.from(vector, (component) => component / length)
}

const directions = new Map<string, Int8Array>()
const DIRECTIONS_MAX = 50_000

function directionOf(word: string): Int8Array {
  const known = directions.get(word)
  if (known) return known
  const bytes = createHash('shake256', { outputLength: DIMENSION }).update(word).digest()
  const direction = Int8Array.from(bytes, (byte) => byte - 128)
  if (directions.size < DIRECTIONS_MAX) directions.set(word, direction)
  return direction
}
