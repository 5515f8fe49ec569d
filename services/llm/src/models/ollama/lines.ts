import { AppError } from '@collabry/runtime/errors'

/** Bun's readers have more methods than the standard's. */
interface BodyReader {
  read(): Promise<{ done: boolean; value?: Uint8Array | undefined }>
}

/** Longest line of a stream: far above any token, far below what would hurt. */
export const LINE_BYTES_MAX = 1024 * 1024

const NEWLINE = 10

/**
 * Reads a body of JSON lines: each call gives the objects of all lines that have come whole, at least one; none: the body has
 * ended. Not by the client's own reading, which parses each line on its own way through four streams, collects a line of any
 * length, skips what is no JSON, prints it on the console, and takes half a line at the end for nothing.
 */
export function lineReader(reader: BodyReader): () => Promise<object[]> {
  let held: Uint8Array[] = []
  let heldBytes = 0

  /** The whole lines of what has come; what follows them is held. */
  const take = (chunk: Uint8Array): string => {
    const end = chunk.lastIndexOf(NEWLINE) + 1
    if (heldBytes + (end === 0 ? chunk.length : chunk.indexOf(NEWLINE)) > LINE_BYTES_MAX) throw nonsense()
    const whole = chunk.subarray(0, end)
    const lines = end === 0 ? '' : decoder.decode(held.length === 0 ? whole : Buffer.concat([...held, whole]))
    if (end > 0) held = []
    const rest = chunk.subarray(end)
    if (rest.length > 0) held.push(rest)
    heldBytes = end > 0 ? rest.length : heldBytes + rest.length
    return lines
  }

  return async () => {
    for (;;) {
      const { done, value } = await reader.read()
      if (done && heldBytes > 0) throw nonsense()
      if (done || !value) return []
      const objects = take(value)
        .split('\n')
        .flatMap((line) => (line === '' ? [] : parse(line)))
      if (objects.length > 0) return objects
    }
  }
}

const decoder = new TextDecoder()

function parse(line: string): object {
  let value: unknown
  try {
    value = JSON.parse(line)
  } catch {
    throw nonsense()
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw nonsense()
  return value
}

const nonsense = () => new AppError('upstream_error', 'The model server sent something that is no answer; try again.')
