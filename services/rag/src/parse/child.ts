import { constants } from 'node:os'
import { AppError } from '@collabry/runtime/errors'
import { lowerPriority } from '@collabry/runtime/lower-priority'
import { NO_LANGUAGE } from './ocr/languages'
import type { Recognizer } from './ocr/recognizer'
import { EXIT, OcrRequired } from './parse-errors'
import type { ChildMessage, Progress } from './parsed'
import { readFile } from './read-file'
import type { Hint } from './reader'

// Reads one file in a process of its own. Input: a line of JSON with the pages that have been recognised, then the bytes. Output:
// lines of JSON, of which the last one lists the omitted parts, then the text; or the reason of a refusal. The watchdog writes to
// stderr why it ends the process. Text in pictures is recognised if the arguments name its languages.

const LINE_END = 10
const BROKEN = 'The file is broken, or made in a way that can’t be read; save it again, or in another format, and upload that.'

// The watchdog runs beside the parsers, even when one of them never returns to the event loop.
const [, , hint, languages, recognizeMs, ...limits] = process.argv
const watchdog = new Worker(new URL('./watchdog.ts', import.meta.url), { smol: true, argv: limits })
watchdog.unref()

// Messages of a parser must not get into the text. An error that a parser does not catch refuses the file, like any other
// error.
const ignore = () => {}
Object.assign(console, { log: ignore, info: ignore, debug: ignore, warn: ignore, error: ignore })
process.on('unhandledRejection', refuse)
process.on('uncaughtException', refuse)

try {
  const input = await Bun.stdin.bytes()
  const lineEnd = input.indexOf(LINE_END)
  const progress = JSON.parse(new TextDecoder().decode(input.subarray(0, lineEnd))) as Progress
  const recognizer = await recognizerFor(languages ?? '', progress)
  const { text, leftOut } = await readFile(input.subarray(lineEnd + 1), hint as Hint, recognizer)
  await say({ leftOut })
  await end(EXIT.read, text)
} catch (error) {
  if (error instanceof OcrRequired) await end(EXIT.ocrRequired, '')
  await refuse(error)
}

/**
 * Undefined: another process reads the file, with time for recognition. Recognition takes a core for minutes, so it has a lower
 * priority.
 */
async function recognizerFor(setting: string, progress: Progress): Promise<Recognizer | undefined> {
  if (setting === '') return undefined
  const { noRecognizer, tesseract } = await import('./ocr/recognizer')
  if (setting === NO_LANGUAGE) return noRecognizer
  lowerPriority(constants.priority.PRIORITY_BELOW_NORMAL)
  return tesseract(setting.split(','), { progress, timeMs: Number(recognizeMs), begun, ended: say })
}

/** The watchdog gives each page its time. */
function begun(page: number): Promise<void> {
  watchdog.postMessage('begun')
  return say({ begun: page })
}

async function say(message: ChildMessage): Promise<void> {
  await Bun.write(Bun.stdout, `${JSON.stringify(message)}\n`)
}

function refuse(error: unknown): Promise<never> {
  return end(EXIT.refused, error instanceof AppError ? error.message : BROKEN)
}

async function end(code: number, text: string): Promise<never> {
  await Bun.write(Bun.stdout, text)
  process.exit(code)
}
