import { inflateSync } from 'node:zlib'

/** The names that the encodings of a PDF have for a code. */
export type Differences = (code: number) => readonly string[]

const KEY = '/Differences'
const STREAM_OF_OBJECTS = '/ObjStm'
const CODE_MAX = 255
/** Maximum size of the streams of objects that are looked through, unpacked. */
const UNPACKED_BYTES_MAX = 32 * 1_048_576
/** Maximum number of those streams. */
const STREAMS_MAX = 10_000
const DICTIONARY_BYTES_MAX = 4_096
const ARRAY_BYTES_MAX = 8_192
/** Maximum number of encodings of a file that are read. */
const ENCODINGS_MAX = 1_000

/**
 * PDFium does not say which names an encoding has for its codes, so they are looked for in the file itself when they are needed,
 * whichever font they are for.
 */
export function differencesOf(bytes: Uint8Array): Differences {
  let names: Map<number, Set<string>> | undefined
  return (code) => {
    names ??= namesIn(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength))
    return [...(names.get(code) ?? [])]
  }
}

function namesIn(file: Buffer): Map<number, Set<string>> {
  const names = new Map<number, Set<string>>()
  let encodings = 0
  for (const objects of objectsOf(file)) encodings += addNames(objects, names, ENCODINGS_MAX - encodings)
  return names
}

/** The file, and the streams of objects in it, unpacked. */
export function* objectsOf(file: Buffer): Generator<Buffer> {
  yield file
  let streams = 0
  let left = UNPACKED_BYTES_MAX
  for (let at = file.indexOf(STREAM_OF_OBJECTS); at !== -1; at = file.indexOf(STREAM_OF_OBJECTS, at + 1)) {
    const start = file.subarray(at, at + DICTIONARY_BYTES_MAX).indexOf('stream')
    if (start === -1) continue
    const end = file.indexOf('endstream', at + start)
    streams += 1
    if (end === -1 || streams > STREAMS_MAX) break
    const from = at + start + 'stream'.length
    const objects = inflated(file.subarray(from + (file[from] === 0x0d ? 2 : 1), end), left)
    if (objects === undefined) break
    yield objects
    left -= objects.length
    at = end
  }
}

/** Empty: it is packed in another way. Undefined: it is too long. */
function inflated(packed: Buffer, bytesMax: number): Buffer | undefined {
  try {
    return inflateSync(packed, { maxOutputLength: Math.max(1, bytesMax) })
  } catch (error) {
    return error instanceof RangeError ? undefined : Buffer.alloc(0)
  }
}

/** An array such as `[28 /f_f_i /f_l 65 /A]`: names have the codes from the number before them on. Returns the number of arrays. */
function addNames(objects: Buffer, names: Map<number, Set<string>>, arraysMax: number): number {
  let count = 0
  for (let at = objects.indexOf(KEY); at !== -1 && count < arraysMax; at = objects.indexOf(KEY, at + 1)) {
    count += 1
    const [, array = ''] = /^\s*\[([^\]]*)\]/.exec(objects.toString('latin1', at + KEY.length, at + ARRAY_BYTES_MAX)) ?? []
    let code = 0
    for (const [word] of array.matchAll(/\/[^\s/[\]()<>{}%]+|\d+/g)) {
      if (!word.startsWith('/')) code = Number(word)
      else {
        if (code <= CODE_MAX) names.set(code, (names.get(code) ?? new Set()).add(word.slice(1)))
        code += 1
      }
    }
  }
  return count
}
