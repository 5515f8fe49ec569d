import { AppError } from '@collabry/runtime/errors'
import { type FairSemaphore, fairSemaphore } from './fair-semaphore'
import { MEMORY_BYTES_MAX, READ_MS_MAX, RECOGNIZE_MS_MAX } from './limits'
import { NO_LANGUAGE } from './ocr/languages'
import type { File, Reader } from './reader'
import { type ReadFile, runChild } from './run-child'
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
