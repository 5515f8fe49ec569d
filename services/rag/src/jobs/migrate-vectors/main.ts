import { readConfig } from '@collabry/runtime/config'
import { toAppError } from '@collabry/runtime/errors'
import { RagConfig } from '../../config'
import { runMigration } from './service'

const stop = new AbortController()
for (const name of ['SIGTERM', 'SIGINT'] as const) process.on(name, () => stop.abort())

try {
  const say = (line: string) => process.stdout.write(`${line}\n`)
  process.exitCode = (await runMigration(readConfig(RagConfig, process.env), say, stop.signal)) ? 0 : 1
} catch (error) {
  process.stderr.write(`migrate-vectors: ${toAppError(error).message}\n`)
  process.exitCode = 1
}
