import { readConfig } from '@collabry/runtime/config'
import { toAppError } from '@collabry/runtime/errors'
import { Type as t } from '@sinclair/typebox'
import { RagConfig } from '../config'
import { readFiles } from './read-files'

const stop = new AbortController()
for (const name of ['SIGTERM', 'SIGINT'] as const) process.on(name, () => stop.abort())

const paths = process.argv.slice(2)
try {
  const { ocrLanguages } = readConfig(t.Pick(RagConfig, ['ocrLanguages']), process.env)
  if (paths.length === 0) process.stderr.write('read: name one or more files, as in: bun run read lecture.pdf\n')
  const allRead = await readFiles(paths, ocrLanguages, (text) => process.stdout.write(`${text}\n`), stop.signal)
  process.exitCode = allRead && paths.length > 0 ? 0 : 1
} catch (error) {
  process.stderr.write(`read: ${toAppError(error).message}\n`)
  process.exitCode = 1
}
