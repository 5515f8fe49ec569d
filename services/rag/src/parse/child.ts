import { constants, setPriority } from 'node:os'
import { AppError } from '@collabry/runtime/errors'
import type { Hint } from './formats/hint'
import { NO_LANGUAGE } from './ocr/languages'
import type { Recognizer } from './ocr/recognizer'
import { OcrRequired } from './parse-errors'
import { readFile } from './read-file'

// Reads one file in a process of its own: bytes on stdin; on stdout one line of JSON that lists what was left out, then the text.
// What it can't read it refuses with a sentence on stdout; what it is ended for is a word of the watch on stderr. Text in
// pictures it recognises where it is told the languages.

const READ = 0
const TIME_SHARE_MAX = 0.85
const REFUSED = 3
const RECOGNITION_NEEDED = 4
const BROKEN = 'The file is broken, or made in a way that can’t be read; save it again, or in another format, and upload that.'

// The watch runs beside whatever a parser does, also when that never comes back to the loop.
const [, , hint, languages, ...limits] = process.argv
new Worker(new URL('./watchdog.ts', import.meta.url), { smol: true, argv: limits }).unref()

// What a parser says must not get into the text, and what it forgets to catch is the file's fault like any other error.
const ignore = () => {}
Object.assign(console, { log: ignore, info: ignore, debug: ignore, warn: ignore, error: ignore })
process.on('unhandledRejection', refuse)
process.on('uncaughtException', refuse)

try {
  const recognizer = await recognizerFor(languages ?? '')
  const { text, leftOut } = await readFile(await Bun.stdin.bytes(), hint as Hint, recognizer)
  await Bun.write(Bun.stdout, `${JSON.stringify(leftOut)}\n`)
  await end(READ, text)
} catch (error) {
  if (error instanceof OcrRequired) await end(RECOGNITION_NEEDED, '')
  await refuse(error)
}

/** Nothing: the file is left to a process that may take the time. Recognising takes a core for minutes: other work goes first. */
async function recognizerFor(setting: string): Promise<Recognizer | undefined> {
  if (setting === '') return undefined
  const { noRecognizer, tesseract } = await import('./ocr/recognizer')
  if (setting === NO_LANGUAGE) return noRecognizer
  setPriority(constants.priority.PRIORITY_BELOW_NORMAL)
  return tesseract(setting.split(','), isOverTime)
}

/** What has been recognised is handed over before the watch ends the process. */
function isOverTime(): boolean {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1_000 > TIME_SHARE_MAX * Number(limits[0])
}

function refuse(error: unknown): Promise<never> {
  return end(REFUSED, error instanceof AppError ? error.message : BROKEN)
}

async function end(code: number, text: string): Promise<never> {
  await Bun.write(Bun.stdout, text)
  process.exit(code)
}
