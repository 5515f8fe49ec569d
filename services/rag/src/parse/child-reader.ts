import { join } from 'node:path'
import { AppError } from '@collabry/runtime/errors'
import { type FairSemaphore, fairSemaphore, type Permit } from './fair-semaphore'
import { MEMORY_BYTES_MAX, READ_MS_MAX, RECOGNIZE_MS_MAX, RECOGNIZE_PAGE_MS_MAX, TEXT_BYTES_MAX } from './limits'
import { NO_LANGUAGE } from './ocr/languages'
import { EXIT, unreadable } from './parse-errors'
import type { ChildMessage, LeftOut, Progress, RecognizedPage } from './parsed'
import type { File, Reader } from './reader'
import { concat, hintOf } from './reader'
import { isStoredText, STORED_TEXT } from './stored-text'

/** Files that are read at the same time; each may take its whole memory. */
const READ_AT_ONCE = 2
/** It takes a core for minutes, and other files don't wait for it. */
const RECOGNIZED_AT_ONCE = 1
/** A file that others wait for goes on after this many pages, since its process starts anew with each turn. */
const TURN_PAGES = 4

interface Limits {
  readMs: number
  recognizeMs: number
  pageMs: number
  memoryBytes: number
  turnPages: number
}

const LIMITS: Limits = {
  readMs: READ_MS_MAX,
  recognizeMs: RECOGNIZE_MS_MAX,
  pageMs: RECOGNIZE_PAGE_MS_MAX,
  memoryBytes: MEMORY_BYTES_MAX,
  turnPages: TURN_PAGES,
}

/**
 * Reads files of every kind: each in a process of its own, which makes text of it; that text is cut up by `texts`. Text in
 * pictures is recognised in these languages; none: it is not read.
 */
export function childReader(texts: Reader, languages: string[], changed: Partial<Limits> = {}): Reader {
  const limits = { ...LIMITS, ...changed }
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
    const first = { languages: languages.length === 0 ? [NO_LANGUAGE] : [], timeMs: limits.readMs, progress: nothingYet() }
    const read = await inTurn(reading, file, signal, () => runChild(file, { limits, ...first, goesOn: () => true }, signal))
    return read ?? recognize(file, signal)
  }

  /** A file gives way to others between two pages and goes on in another process: while it waits, only its texts are in memory. */
  async function recognize(file: File, signal: AbortSignal): Promise<ReadFile> {
    using _while = file.recognizing?.()
    const settings = { limits, languages, timeMs: limits.pageMs, progress: nothingYet() }
    for (;;) {
      const read = await inTurn(recognizing, file, signal, (permit) => {
        const goesOn = (pages: number) => pages < limits.turnPages || !permit.isWanted()
        return runChild(file, { ...settings, goesOn }, signal)
      })
      if (read !== undefined) return read
    }
  }
}

const nothingYet = (): Progress => ({ known: [], usedMs: 0, givenUp: 0 })

async function inTurn<Result>(
  semaphore: FairSemaphore,
  { userId }: File,
  signal: AbortSignal,
  run: (permit: Permit) => Promise<Result>,
): Promise<Result> {
  using permit = await semaphore.acquire(userId, signal)
  try {
    return await run(permit)
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

/** Maximum length of the output: the texts of recognised pages, and the text that is made of them. */
const OUTPUT_BYTES_MAX = 2 * TEXT_BYTES_MAX

interface Settings {
  limits: Limits
  /** Languages of the text in pictures; none: it is not recognised. */
  languages: string[]
  /** Processor time of the file, or of each page that is recognised; the elapsed time may be several times as long. */
  timeMs: number
  /** Recognised pages are added to it. */
  progress: Progress
  /** Asked when so many pages have been recognised and there are more. */
  goesOn(pages: number): boolean
}

/** The text in UTF-8, and what is not in it. */
interface ReadFile {
  pieces: Uint8Array[]
  leftOut: LeftOut[]
}

/** Reads a file in a process of its own. Undefined: another one has to go on, by the progress that is noted. */
async function runChild(file: File, settings: Settings, signal: AbortSignal): Promise<ReadFile | undefined> {
  const { languages, timeMs, limits, progress } = settings
  const { recognizeMs, memoryBytes } = limits
  const argv = [hintOf(file.filename), languages.join(), recognizeMs, timeMs, memoryBytes].map(String)
  const header = new TextEncoder().encode(`${JSON.stringify(progress)}\n`)
  await using child = Bun.spawn([process.execPath, '--smol', join(import.meta.dir, 'child.ts'), ...argv], {
    // Nothing of ours is in its environment, and it has nothing to look for where it runs.
    env: {},
    cwd: '/',
    stdin: streamOf([header, ...(await file.pieces())]),
    stdout: 'pipe',
    stderr: 'pipe',
    timeout: Math.max(timeMs, recognizeMs) * PATIENCE + EXTRA_MS,
    killSignal: 'SIGKILL',
    signal,
  })
  const pages = pagesOf(settings)
  const [output, complaint] = await Promise.all([outputOf(child, pages.took), all(child.stderr)])
  const exitCode = await child.exited
  if (exitCode === EXIT.ocrRequired || output.isBrokenOff) return undefined
  if (exitCode === EXIT.read) return output
  const why = textOf(complaint)
  if (why.endsWith('time') && pages.giveUp()) return undefined
  if (exitCode === EXIT.refused) throw unreadable(progress.givenUp === 0 ? textOf(output.pieces) : tooLong(settings))
  throw ended(why, settings, String(child.signalCode ?? exitCode))
}

/** Notes the pages that a process recognises. */
function pagesOf({ progress, goesOn, timeMs }: Settings) {
  let current: number | undefined
  let count = 0
  return {
    /** False: the process has to give way. */
    took(message: { begun: number } | RecognizedPage): boolean {
      current = 'begun' in message ? message.begun : undefined
      if ('begun' in message) return true
      count += 1
      progress.known.push([message.page, message.text])
      progress.usedMs += message.usedMs
      return message.left === 0 || goesOn(count)
    },
    /** Leaves out the page that has taken too long. False: it was none. */
    giveUp(): boolean {
      if (current === undefined) return false
      progress.known.push([current, ''])
      progress.usedMs += timeMs
      progress.givenUp += 1
      return true
    },
  }
}

const tooLong = (settings: Settings) =>
  `${doing(settings)} takes longer than ${settings.timeMs / 1_000} seconds; upload it in several files.`

const doing = ({ languages }: Settings) =>
  languages.some((language) => language !== NO_LANGUAGE) ? 'Recognising the text in its pictures' : 'Reading the file'

/** The watchdog writes to stderr why it has ended the process. */
function ended(complaint: string, settings: Settings, how: string): AppError {
  const { memoryBytes } = settings.limits
  if (complaint.endsWith('memory'))
    return unreadable(`${doing(settings)} takes more than ${memoryBytes / 1_048_576} MiB of memory; upload it in several files.`)
  if (complaint.endsWith('time')) return unreadable(tooLong(settings))
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

/** `isBrokenOff`: the process was ended, because it had to give way. Otherwise the text, or the reason of a refusal. */
interface Output extends ReadFile {
  isBrokenOff: boolean
}

/** Lines of JSON precede the text; the last one lists what was left out. */
async function outputOf(
  child: Bun.Subprocess<'ignore' | ReadableStream, 'pipe', 'pipe'>,
  took: (page: { begun: number } | RecognizedPage) => boolean,
): Promise<Output> {
  const pieces: Uint8Array[] = []
  let leftOut: LeftOut[] | undefined
  for await (const piece of bounded(child.stdout)) {
    let from = 0
    for (let end = 0; leftOut === undefined && end >= 0; ) {
      end = piece.indexOf(LINE_END, from)
      if (end < 0) break
      const message = JSON.parse(textOf([...pieces.splice(0), piece.subarray(from, end)])) as ChildMessage
      from = end + 1
      if ('leftOut' in message) leftOut = message.leftOut
      else if (!took(message)) {
        child.kill('SIGKILL')
        return { pieces: [], leftOut: [], isBrokenOff: true }
      }
    }
    pieces.push(piece.subarray(from))
  }
  return { pieces, leftOut: leftOut ?? [], isBrokenOff: false }
}

async function* bounded(stream: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  let length = 0
  for await (const piece of stream) {
    length += piece.byteLength
    if (length > OUTPUT_BYTES_MAX) throw unreadable('The file has too much text; upload it in several files.')
    yield piece
  }
}

const all = (stream: ReadableStream<Uint8Array>) => Array.fromAsync(bounded(stream))

const textOf = (pieces: Uint8Array[]) => new TextDecoder().decode(concat(pieces))
