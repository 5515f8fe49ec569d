import { constants, setPriority } from 'node:os'
import { AppError } from '@collabry/runtime/errors'
import type { Hint } from './formats/hint'
import { readFile } from './read-file'
import { RecognitionNeeded } from './recognize/needed'

// Reads one file in a process of its own: bytes on stdin; on stdout one line of JSON that lists what was left out, then the text.
// What it can't read it refuses with a sentence on stdout; what it is ended for is a word of the watch on stderr. Text in
// pictures it recognises where it is told the languages.

const READ = 0
const REFUSED = 3
const RECOGNITION_NEEDED = 4
const BROKEN = 'The file is broken, or made in a way that can’t be read; save it again, or in another format, and upload that.'

// The watch runs beside whatever a parser does, also when that never comes back to the loop.
const [, , hint, languages, ...limits] = process.argv
new Worker(new URL('./watch.ts', import.meta.url), { smol: true, argv: limits }).unref()

// What a parser says must not get into the text, and what it forgets to catch is the file's fault like any other error.
const ignore = () => {}
Object.assign(console, { log: ignore, info: ignore, debug: ignore, warn: ignore, error: ignore })
process.on('unhandledRejection', refuse)
process.on('uncaughtException', refuse)

try {
  const recognizer = languages ? await patientRecognizer(languages.split(',')) : undefined
  const { text, leftOut } = await readFile(await Bun.stdin.bytes(), hint as Hint, recognizer)
  await Bun.write(Bun.stdout, `${JSON.stringify(leftOut)}\n`)
  await end(READ, text)
} catch (error) {
  if (error instanceof RecognitionNeeded) await end(RECOGNITION_NEEDED, '')
  await refuse(error)
}

/** It takes a core for minutes: what is waited for goes first. */
async function patientRecognizer(languages: string[]) {
  setPriority(constants.priority.PRIORITY_BELOW_NORMAL)
  return (await import('./recognize/recognizer')).tesseract(languages)
}

function refuse(error: unknown): Promise<never> {
  return end(REFUSED, error instanceof AppError ? error.message : BROKEN)
}

async function end(code: number, text: string): Promise<never> {
  await Bun.write(Bun.stdout, text)
  process.exit(code)
}
