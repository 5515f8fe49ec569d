import { readConfig } from '@collabry/runtime/config'
import { runCommand } from '@collabry/runtime/run'
import { RagConfig } from '../../config'
import { runMigration } from './service'

const stop = new AbortController()
for (const name of ['SIGTERM', 'SIGINT'] as const) process.on(name, () => stop.abort())

const say = (line: string) => process.stdout.write(`${line}\n`)
await runCommand('migrate-vectors', () => runMigration(readConfig(RagConfig, process.env), say, stop.signal))
