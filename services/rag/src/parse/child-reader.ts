import { join } from 'node:path'
import { AppError } from '@collabry/runtime/errors'
import { type FairSemaphore, fairSemaphore } from './fair-semaphore'
import { MEMORY_BYTES_MAX, READ_MS_MAX, RECOGNIZE_MS_MAX, TEXT_BYTES_MAX } from './limits'
import { NO_LANGUAGE } from './ocr/languages'
import { EXIT, unreadable } from './parse-errors'
import type { LeftOut } from './parsed'
import type { File, Reader } from './reader'
import { concat, hintOf } from './reader'
import { isStoredText, STORED_TEXT } from './stored-text'

/** Files that are read at the same time; each may take its whole memory. */
const READ_AT_ONCE = 2
/** It takes a core for minutes, and other files don't wait for it. */
const RECOGNIZED_AT_ONCE = 1

interface Limits {
  readMs: number
  recognizeMs: number
  memoryBytes: number
}

const LIMITS: Limits = { readMs: READ_MS_MAX, recognizeMs: RECOGNIZE_MS_MAX, memoryBytes: MEMORY_BYTES_MAX }

/**
 * Reads files of every kind: each in a process of its own, which makes text of it; that text is cut up by `texts`. Text in
 * pictures is recognised in these languages; none: it is not read.
 */
export function childReader(texts: Reader, languages: string[], limits = LIMITS): Reader {
  const reading = fairSemaphore(READ_AT_ONCE)
  const recognizing = fairSemaphore(RECOGNIZED_AT_ONCE)
  const stop = new AbortController()
  return {
    async open(file, signal) {
      if (isStoredText(file.contentType)) return texts.open(file, signal)
      const { pieces, leftOut } = await read(file, AbortSignal.any([signal, stop.signal]))
      const document = await texts.open({ ...file, contentType: STORED_TEXT, pieces: async () => pieces }, signal)
      return { ...document, leftOut }
    },
    [Symbol.asyncDispose]: async () => {
      stop.abort(brokeOff())
      await texts[Symbol.asyncDispose]()
    },
  }

  async function read(file: File, signal: AbortSignal): Promise<ReadFile> {
    const { readMs, recognizeMs, memoryBytes } = limits
    const first = { languages: languages.length === 0 ? [NO_LANGUAGE] : [], timeMs: readMs, memoryBytes }
    const read = await inTurn(reading, file, signal, () => runChild(file, first, signal))
    if (read !== undefined) return read
    using _while = file.recognizing?.()
    const seen = await inTurn(recognizing, file, signal, () =>
      runChild(file, { languages, timeMs: recognizeMs, memoryBytes }, signal),
    )
    return seen ?? { pieces: [], leftOut: [] }
  }
}

async function inTurn<Result>(
  semaphore: FairSemaphore,
  { userId }: File,
  signal: AbortSignal,
  run: () => Promise<Result>,
): Promise<Result> {
  using _place = await semaphore.acquire(userId, signal)
  try {
    return await run()
  } finally {
    signal.throwIfAborted()
  }
}

const brokeOff = () => new AppError('unavailable', 'Reading broke off; it begins again.')

/**
 * A factor longer than the one of the watchdog, in case the watchdog does not run, and time to start and to pass the text on.
 */
const PATIENCE = 5
const EXTRA_MS = 5_000

/** Maximum length of the first line of the output, which lists the omitted parts. */
const HEADER_BYTES_MAX = 16_384

interface Settings {
  /** Languages of the text in pictures; none: it is not recognised. */
  languages: string[]
  /** Processor time; the elapsed time may be several times as long. */
  timeMs: number
  memoryBytes: number
}

/** The text in UTF-8, and what is not in it. */
interface ReadFile {
  pieces: Uint8Array[]
  leftOut: LeftOut[]
}

/** Reads a file in a process of its own. Undefined: its text is in pictures, and no languages were given. */
async function runChild(file: File, settings: Settings, signal: AbortSignal): Promise<ReadFile | undefined> {
  const { languages, timeMs, memoryBytes } = settings
  const argv = [hintOf(file.filename), languages.join(), String(timeMs), String(memoryBytes)]
  await using child = Bun.spawn([process.execPath, '--smol', join(import.meta.dir, 'child.ts'), ...argv], {
    // Nothing of ours is in its environment, and it has nothing to look for where it runs.
    env: {},
    cwd: '/',
    stdin: streamOf(await file.pieces()),
    stdout: 'pipe',
    stderr: 'pipe',
    timeout: timeMs * PATIENCE + EXTRA_MS,
    killSignal: 'SIGKILL',
    signal,
  })
  const [output, complaint] = await Promise.all([bounded(child.stdout), bounded(child.stderr)])
  const exitCode = await child.exited
  if (exitCode === EXIT.read) return withoutHeader(output)
  if (exitCode === EXIT.ocrRequired) return undefined
  if (exitCode === EXIT.refused) throw unreadable(textOf(output))
  throw ended(textOf(complaint), settings, String(child.signalCode ?? exitCode))
}

/** The watchdog writes to stderr why it has ended the process. */
function ended(complaint: string, { timeMs, memoryBytes, languages }: Settings, how: string): AppError {
  const reading = languages.some((language) => language !== NO_LANGUAGE)
    ? 'Recognising the text in its pictures'
    : 'Reading the file'
  if (complaint.endsWith('memory'))
    return unreadable(`${reading} takes more than ${memoryBytes / 1_048_576} MiB of memory; upload it in several files.`)
  if (complaint.endsWith('time'))
    return unreadable(`${reading} takes longer than ${timeMs / 1_000} seconds; upload it in several files.`)
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
const LINE_END = 10

/** The first line lists what was left out; the text follows it. */
function withoutHeader(pieces: Uint8Array[]): ReadFile {
  const at = pieces.findIndex((piece) => piece.includes(LINE_END))
  const last = pieces[at] ?? NOTHING
  const end = last.indexOf(LINE_END)
  const header = textOf([...pieces.slice(0, at), last.subarray(0, end)])
  return { leftOut: JSON.parse(header) as LeftOut[], pieces: [last.subarray(end + 1), ...pieces.slice(at + 1)] }
}

async function bounded(stream: ReadableStream<Uint8Array>): Promise<Uint8Array[]> {
  const pieces: Uint8Array[] = []
  let length = 0
  for await (const piece of stream) {
    length += piece.byteLength
    if (length > TEXT_BYTES_MAX + HEADER_BYTES_MAX) throw unreadable('The file has too much text; upload it in several files.')
    pieces.push(piece)
  }
  return pieces
}

const textOf = (pieces: Uint8Array[]) => new TextDecoder().decode(concat(pieces))
