import { AppError } from '@collabry/runtime/errors'

/** Bun's readers have more methods than the standard's. */
interface BodyReader {
  read(): Promise<{ done: boolean; value?: Uint8Array | undefined }>
  cancel(reason?: unknown): Promise<void>
}

/** Longest line of a stream: far above any token, far below what would hurt. */
export const LINE_BYTES_MAX = 1024 * 1024

const NEWLINE = 10

/**
 * The body of a stream of JSON lines, handed on only in whole lines that are JSON objects. The client behind it would collect a
 * line of any length, skip what is no JSON, print it on the console, and take half a line at the end for nothing.
 */
export function checkedLines(reader: BodyReader): ReadableStream<Uint8Array> {
  let held: Uint8Array[] = []
  let heldBytes = 0

  const takeLines = (chunk: Uint8Array): Uint8Array | undefined => {
    const end = chunk.lastIndexOf(NEWLINE) + 1
    if (heldBytes + (end === 0 ? chunk.length : chunk.indexOf(NEWLINE)) > LINE_BYTES_MAX) throw nonsense()
    const lines = end === 0 ? undefined : Buffer.concat([...held, chunk.subarray(0, end)])
    if (lines) held = []
    const rest = chunk.subarray(end)
    if (rest.length > 0) held.push(rest)
    heldBytes = lines ? rest.length : heldBytes + rest.length
    if (lines) checkJson(lines)
    return lines
  }

  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        for (let read = await reader.read(); ; read = await reader.read()) {
          if (read.done && heldBytes > 0) throw nonsense()
          if (read.done || !read.value) return controller.close()
          const lines = takeLines(read.value)
          if (lines) return controller.enqueue(lines)
        }
      },
      cancel: (reason) => reader.cancel(reason),
    },
    { highWaterMark: 0 },
  )
}

function checkJson(lines: Uint8Array): void {
  for (const line of decoder.decode(lines).split('\n')) {
    if (line !== '' && !isObject(line)) throw nonsense()
  }
}

const decoder = new TextDecoder()

function isObject(line: string): boolean {
  try {
    const value: unknown = JSON.parse(line)
    return typeof value === 'object' && value !== null
  } catch {
    return false
  }
}

const nonsense = () => new AppError('upstream_error', 'The model server sent something that is no answer; try again.')
