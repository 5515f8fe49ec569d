import { createHash } from 'node:crypto'

export const DIMENSION = 384

/**
 * A deterministic unit vector: the sum of one pseudo-random direction a word, so that texts that share words are near each
 * other and texts that share none are nearly orthogonal.
 */
export function vectorOf(text: string): number[] {
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
