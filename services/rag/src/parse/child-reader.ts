import { join } from 'node:path'
import { AppError } from '@collabry/runtime/errors'
import { hintOf } from './formats/hint'
import { createGate } from './gate'
import { MEMORY_BYTES_MAX, READ_MS_MAX, TEXT_BYTES_MAX } from './limits'
import { joined } from './pieces'
import type { File, Reader } from './reader'
import { unreadable } from './refusal'
import { isStoredText, STORED_TEXT } from './stored-text'

/** Files that are read at the same time; each may take its whole memory. */
const PROCESSES_MAX = 2
/** What a process gets beyond the time of reading: to start, and to hand the text over. */
const EXTRA_MS = 5_000
/** Its exit code when it has read the file, and when its output is the reason why it has not. */
const READ = 0
const REFUSED = 3

interface Limits {
  readMs: number
  memoryBytes: number
}

/** Reads files of every kind: each in a process of its own, which makes text of it; that text is cut up by `texts`. */
export function childReader(texts: Reader, limits: Limits = { readMs: READ_MS_MAX, memoryBytes: MEMORY_BYTES_MAX }): Reader {
  const gate = createGate(PROCESSES_MAX)
  const stop = new AbortController()
  return {
    async open(file, signal) {
      if (isStoredText(file.contentType)) return texts.open(file, signal)
      const pieces = await read(file, AbortSignal.any([signal, stop.signal]))
      return texts.open({ ...file, contentType: STORED_TEXT, pieces }, signal)
    },
    [Symbol.asyncDispose]: async () => {
      stop.abort(brokeOff())
      await texts[Symbol.asyncDispose]()
    },
  }

  async function read(file: File, signal: AbortSignal): Promise<Uint8Array[]> {
    using _place = await gate.enter(signal)
    try {
      return await readInChild(file, limits, signal)
    } finally {
      signal.throwIfAborted()
    }
  }
}

async function readInChild({ pieces, filename }: File, limits: Limits, signal: AbortSignal): Promise<Uint8Array[]> {
  const settings = [hintOf(filename), String(limits.readMs), String(limits.memoryBytes)]
  await using child = Bun.spawn([process.execPath, '--smol', join(import.meta.dir, 'child.ts'), ...settings], {
    // Nothing of ours is in its environment, and it has nothing to look for where it runs.
    env: {},
    cwd: '/',
    stdin: streamOf(pieces),
    stdout: 'pipe',
    stderr: 'pipe',
    timeout: limits.readMs + EXTRA_MS,
    killSignal: 'SIGKILL',
    signal,
  })
  const [output, complaint] = await Promise.all([bounded(child.stdout), bounded(child.stderr)])
  const exitCode = await child.exited
  if (exitCode === READ) return output
  if (exitCode === REFUSED) throw unreadable(textOf(output))
  throw ended(textOf(complaint), limits, String(child.signalCode ?? exitCode))
}

/** The watch says on stderr what it ended the process for. */
function ended(complaint: string, { readMs, memoryBytes }: Limits, how: string): AppError {
  if (complaint.endsWith('memory'))
    return unreadable(`Reading the file takes more than ${memoryBytes / 1_048_576} MiB of memory; upload it in several files.`)
  if (complaint.endsWith('time'))
    return unreadable(`Reading the file takes longer than ${readMs / 1_000} seconds; upload it in several files.`)
  return new AppError('internal_error', 'The file could not be read.', { cause: new Error(`the reader ended by ${how}`) })
}

/** Given as they are drawn, and not held any longer. */
function streamOf(pieces: Uint8Array[]): ReadableStream<Uint8Array> {
  let next = 0
  return new ReadableStream({
    pull(controller) {
      const piece = pieces[next]
      if (piece === undefined) return controller.close()
      pieces[next] = NOTHING
      next += 1
      controller.enqueue(piece)
    },
  })
}

const NOTHING = new Uint8Array()

async function bounded(stream: ReadableStream<Uint8Array>): Promise<Uint8Array[]> {
  const pieces: Uint8Array[] = []
  let length = 0
  for await (const piece of stream) {
    length += piece.byteLength
    if (length > TEXT_BYTES_MAX) throw unreadable('The file has too much text; upload it in several files.')
    pieces.push(piece)
  }
  return pieces
}

const textOf = (pieces: Uint8Array[]) => new TextDecoder().decode(joined(pieces))

const brokeOff = () => new AppError('unavailable', 'Reading broke off; it begins again.')
