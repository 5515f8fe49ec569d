import { readConfig } from '@collabry/runtime/config'
import { run } from '@collabry/runtime/run'
import { RagConfig } from './config'
import { startRag } from './service'

await run('rag', process.env, (log) => startRag(readConfig(RagConfig, process.env, log), log))
