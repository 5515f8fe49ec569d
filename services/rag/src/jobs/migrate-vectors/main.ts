import { readConfig } from '@collabry/runtime/config'
import { readArguments, runCommand } from '@collabry/runtime/run'
import { RagConfig } from '../../config'
import { runMigration } from './service'

const stop = new AbortController()
for (const name of ['SIGTERM', 'SIGINT'] as const) process.on(name, () => stop.abort())

const say = (line: string) => process.stdout.write(`${line}\n`)
await runCommand('migrate-vectors', () => {
  readArguments(process.argv.slice(2), {
    usage:
      'Usage: bun run migrate-vectors; it fills the index of the model of LLM_ADDRESS on the stores that the environment names.',
  })
  return runMigration(readConfig(RagConfig, process.env), say, stop.signal)
})
