import { readSync } from 'node:fs'
import { WIDTH } from './encoder'
import { BLOCK_BYTES, BLOCK_NUMBERS, readBlocks, toFloat } from './parameters'

/**
 * Rows of the token table lie on disk in the order of their frequency: the most frequent ones in 4-bit blocks, the next ones
 * with 3 bits a number and the rest with 2, as levels of a Gaussian variable (Lloyd 1982) that are scaled by row and by column.
 */
const ROWS_4_BITS = 20_000
const ROWS_3_BITS = 50_000

export const LEVELS = {
  3: [-2.152, -1.344, -0.756, -0.2451, 0.2451, 0.756, 1.344, 2.152],
  2: [-1.51, -0.4528, 0.4528, 1.51],
} as const

const FLOAT_BYTES = 4
const SCALE_BYTES = 2
/** The mean and the deviation of each column. */
const COLUMNS_BYTES = 2 * WIDTH * FLOAT_BYTES
export const ROW_BYTES = {
  4: (WIDTH / BLOCK_NUMBERS) * BLOCK_BYTES,
  3: SCALE_BYTES + (WIDTH * 3) / 8,
  2: SCALE_BYTES + (WIDTH * 2) / 8,
} as const

interface TokenTable {
  read(token: number, row: Float32Array): void
}

/** Reads single rows of an open file: a text needs a few hundred of 250,000, and the system keeps them in its cache. */
export function tokenTable(file: number): TokenTable {
  const bytes = new Uint8Array(COLUMNS_BYTES)
  const view = new DataView(bytes.buffer)
  readSync(file, bytes, 0, COLUMNS_BYTES, 0)
  const [means, deviations] = [new Float32Array(WIDTH), new Float32Array(WIDTH)]
  for (let column = 0; column < WIDTH; column++) {
    means[column] = view.getFloat32(column * FLOAT_BYTES, true)
    deviations[column] = view.getFloat32((WIDTH + column) * FLOAT_BYTES, true)
  }
  const scaled = (row: Float32Array, bits: 2 | 3) => {
    const scale = toFloat(view.getUint16(0, true))
    const levels = LEVELS[bits]
    for (let column = 0; column < WIDTH; column++) {
      const level = levels[codeAt(bytes, column * bits, bits)] ?? 0
      row[column] = level * scale * (deviations[column] ?? 0) + (means[column] ?? 0)
    }
  }
  return {
    read(token, row) {
      const { bits, offset } = placeOf(token)
      if (readSync(file, bytes, 0, ROW_BYTES[bits], offset) !== ROW_BYTES[bits]) throw new Error('the token table is cut off')
      if (bits === 4) readBlocks(bytes, 0, row)
      else scaled(row, bits)
    },
  }
}

export function placeOf(token: number): { bits: 4 | 3 | 2; offset: number } {
  if (token < ROWS_4_BITS) return { bits: 4, offset: COLUMNS_BYTES + token * ROW_BYTES[4] }
  const start3 = COLUMNS_BYTES + ROWS_4_BITS * ROW_BYTES[4]
  const index = token - ROWS_4_BITS
  if (index < ROWS_3_BITS) return { bits: 3, offset: start3 + index * ROW_BYTES[3] }
  return { bits: 2, offset: start3 + ROWS_3_BITS * ROW_BYTES[3] + (index - ROWS_3_BITS) * ROW_BYTES[2] }
}

/** The code that begins at a bit, lowest bits first, after the scale. */
function codeAt(bytes: Uint8Array, bit: number, bits: number): number {
  const at = SCALE_BYTES + (bit >> 3)
  return (((bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8)) >> (bit & 7)) & ((1 << bits) - 1)
}
