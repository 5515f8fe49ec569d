import { WIDTH } from '../src/encoder'
import { readBlocks, toFloat } from '../src/parameters'
import { LEVELS, placeOf, ROW_BYTES } from '../src/token-table'

/** The token table with fewer bits for rarer rows, see src/token-table.ts. */
export function quantizeTable(blocks: Uint8Array, count: number): Uint8Array {
  const row = new Float32Array(WIDTH)
  const readRow = (token: number) => readBlocks(blocks, token * ROW_BYTES[4], row)
  const { means, deviations } = statistics(readRow, row, count)
  const { bits, offset } = placeOf(count - 1)
  const file = new Uint8Array(offset + ROW_BYTES[bits])
  file.set(new Uint8Array(Float32Array.from([...means, ...deviations]).buffer), 0)
  for (let token = 0; token < count; token++) {
    const place = placeOf(token)
    const to = file.subarray(place.offset, place.offset + ROW_BYTES[place.bits])
    if (place.bits === 4) {
      to.set(blocks.subarray(token * ROW_BYTES[4], (token + 1) * ROW_BYTES[4]))
      continue
    }
    readRow(token)
    const values = row.map((value, column) => (value - (means[column] ?? 0)) / (deviations[column] || 1))
    writeLevels(values, place.bits, to)
  }
  return file
}

function statistics(readRow: (token: number) => void, row: Float32Array, count: number) {
  const [sums, squares] = [new Float64Array(WIDTH), new Float64Array(WIDTH)]
  for (let token = 0; token < count; token++) {
    readRow(token)
    for (const [column, value] of row.entries()) {
      sums[column] = (sums[column] ?? 0) + value
      squares[column] = (squares[column] ?? 0) + value * value
    }
  }
  const means = Float32Array.from(sums, (sum) => sum / count)
  const deviations = Float32Array.from(squares, (square, column) => Math.sqrt(square / count - (means[column] ?? 0) ** 2))
  return { means, deviations }
}

/** The nearest levels; then the scale with which these are nearest to the row, by least squares. */
function writeLevels(values: Float32Array, bits: 2 | 3, to: Uint8Array): void {
  const levels = LEVELS[bits]
  const size = Math.sqrt(values.reduce((sum, value) => sum + value * value, 0) / values.length) || 1
  const codes = Array.from(values, (value) => nearest(levels, value / size))
  const level = (column: number) => levels[codes[column] ?? 0] ?? 0
  const product = values.reduce((sum, value, column) => sum + value * level(column), 0)
  const square = codes.reduce((sum, _, column) => sum + level(column) ** 2, 0)
  new DataView(to.buffer, to.byteOffset).setUint16(0, toHalf(product / square), true)
  for (const [column, code] of codes.entries()) {
    const bit = column * bits
    const at = 2 + (bit >> 3)
    const shifted = code << (bit & 7)
    to[at] = (to[at] ?? 0) | (shifted & 255)
    if (shifted > 255) to[at + 1] = (to[at + 1] ?? 0) | (shifted >> 8)
  }
}

function nearest(levels: readonly number[], value: number): number {
  let best = 0
  for (const [code, level] of levels.entries()) if (Math.abs(level - value) < Math.abs((levels[best] ?? 0) - value)) best = code
  return best
}

/** The nearest 16-bit float of a positive number that is neither tiny nor huge. */
function toHalf(value: number): number {
  const exponent = Math.floor(Math.log2(Math.max(value, 2 ** -14)))
  const fraction = Math.round((value / 2 ** exponent - 1) * 1_024)
  const half = Math.max(0, ((exponent + 15) << 10) + fraction)
  if (Math.abs(toFloat(half) - value) > value / 1_000 + 1e-6) throw new Error('a scale is out of range')
  return half
}
