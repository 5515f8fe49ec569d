import { basename } from 'node:path'
import { readConfig } from '@collabry/runtime/config'
import { toAppError } from '@collabry/runtime/errors'
import { readArguments, runCommand } from '@collabry/runtime/run'
import { Type as t } from '@sinclair/typebox'
import { RagConfig } from '../config'
import { childReader } from '../parse/child-reader'
import { checkLanguages } from '../parse/ocr/languages'
import { threadReader } from '../parse/thread-reader'

/** The content type of an upload that names none. */
const CONTENT_TYPE = 'application/octet-stream'
/** The user id of the files, which are read one after the other. */
const READER = 'read'

const stop = new AbortController()
for (const name of ['SIGTERM', 'SIGINT'] as const) process.on(name, () => stop.abort())
// A reader such as `head` may end before the text does.
process.stdout.on('error', () => process.exit(0))

await runCommand('read', async () => {
  const { positionals: paths } = readArguments(process.argv.slice(2), {
    usage: 'Usage: bun run read FILE…, as in bun run read lecture.pdf; it says what would be stored of each file.',
    allowPositionals: true,
  })
  const { ocrLanguages } = readConfig(t.Pick(RagConfig, ['ocrLanguages']), process.env)
  if (paths.length === 0) process.stderr.write('read: name one or more files, as in: bun run read lecture.pdf\n')
  const allRead = await readFiles(paths, ocrLanguages, (text) => process.stdout.write(`${text}\n`), stop.signal)
  return allRead && paths.length > 0
})

/**
 * Says for each file what would be stored of it: its text, page by page, what was left out, and how many chunks it makes. False:
 * a file could not be read.
 */
async function readFiles(
  paths: string[],
  ocrLanguages: string[],
  say: (text: string) => void,
  signal: AbortSignal,
): Promise<boolean> {
  await using reader = childReader(threadReader(), checkLanguages(ocrLanguages))
  let allRead = true
  for (const path of paths) {
    say(`=== ${path}`)
    const pieces = async () => [await Bun.file(path).bytes()]
    try {
      await using document = await reader.open(
        { userId: READER, filename: basename(path), contentType: CONTENT_TYPE, pieces },
        signal,
      )
      say(withPages(new TextDecoder().decode(document.takeText())))
      for (const { sentence } of document.leftOut) say(`--- Left out: ${sentence}`)
      say(`--- ${document.chunks} chunks`)
    } catch (error) {
      if (signal.aborted) return false
      const { code, message } = toAppError(error)
      say(`--- ${code === 'internal_error' ? 'The file can’t be opened; give the path of one that exists.' : message}`)
      allRead = false
    }
  }
  return allRead
}

/** A form feed ends each page or slide. */
function withPages(text: string): string {
  if (!text.includes('\f')) return text
  return text
    .replace(/\f$/, '')
    .split('\f')
    .map((page, at) => `--- Page ${at + 1}\n${page}`)
    .join('\n')
}
