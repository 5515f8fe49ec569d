import { readSync } from 'node:fs'
import type { ParameterReader } from './encoder'

/** Numbers of a matrix in blocks, 4 bits each, with a 16-bit scale a block (GGML calls it Q4_0). */
export const BLOCK_NUMBERS = 32
export const BLOCK_BYTES = 18
export const SCALE_BYTES = 2
const HALF = BLOCK_NUMBERS / 2
const ZERO = 8
const FLOAT_BYTES = 4

/** Reads 32-bit floats and matrices of blocks that follow one another in a file, a piece at a time. */
export function parameterReader(file: number): ParameterReader {
  let position = 0
  let piece = new Uint8Array()
  const next = (bytes: number): Uint8Array => {
    if (piece.length < bytes) piece = new Uint8Array(bytes)
    if (readSync(file, piece, 0, bytes, position) !== bytes) throw new Error('the file of parameters is cut off')
    position += bytes
    return piece.subarray(0, bytes)
  }
  return {
    floats: (count) => new Float32Array(next(FLOAT_BYTES * count).slice().buffer),
    blocks: (rows, columns) => next(rows * (columns / BLOCK_NUMBERS) * BLOCK_BYTES),
  }
}

/** Reads a row of blocks from a byte offset. Byte n of a block holds number n, and number n + 16 in its upper half. */
export function readBlocks(bytes: Uint8Array, offset: number, row: Float32Array): void {
  let start = offset
  for (let to = 0; to < row.length; to += BLOCK_NUMBERS, start += BLOCK_BYTES) {
    const scale = toFloat((bytes[start] ?? 0) | ((bytes[start + 1] ?? 0) << 8))
    for (let at = 0; at < HALF; at++) {
      const byte = bytes[start + SCALE_BYTES + at] ?? 0
      row[to + at] = ((byte & 15) - ZERO) * scale
      row[to + HALF + at] = ((byte >> 4) - ZERO) * scale
    }
  }
}

/** A 16-bit float, which no scale of these files makes infinite. */
export function toFloat(half: number): number {
  const exponent = (half >> 10) & 31
  const fraction = half & 1_023
  const size = exponent === 0 ? fraction * 2 ** -24 : (1 + fraction / 1_024) * 2 ** (exponent - 15)
  return half & 0x8000 ? -size : size
}

/** How the model is spoken to, and what its similarities mean. */
export const DESCRIPTION = {
  /** Vectors are kept under it: another rounding of the same model has another name. */
  name: 'multilingual-e5-small-q4',
  dimension: 384,
  /** Written before a text. */
  prefixes: { query: 'query: ', document: 'passage: ' },
  /** The cosine of texts that have nothing to do with one another: services/rag/eval/similarity.ts. */
  similarityFloor: 0.77,
} as const

/**
 * The floor of a query. The model finds all texts nearer to a Chinese one: of 18 topics that no text covers, the nearest text lay at
 * 0.861 and below for nine in ten, and at 0.826 to 0.840 in seven other languages.
 */
const CHINESE_FLOOR = 0.793
const CHINESE_SHARE_MIN = 0.5

export function queryFloorOf(query: string): number {
  const letters = query.match(/\p{L}/gu)?.length ?? 0
  const signs = query.match(/\p{Script=Han}/gu)?.length ?? 0
  const isChinese =
    signs > 0 && signs >= CHINESE_SHARE_MIN * letters && !/[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u.test(query)
  return isChinese ? CHINESE_FLOOR : DESCRIPTION.similarityFloor
}
